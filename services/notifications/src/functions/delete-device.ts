import { api } from '@libs/handler';
import { endpoints } from '../adapters/endpoints.ts';
import { DeleteDevice } from '../contract/devices.ts';
import { devices } from '../data/devices.ts';

/** DELETE /notifications/devices/{id}: no more pushes to a device of the caller's. */
export const handler = api(DeleteDevice, async ({ caller, params }, store = devices, sns = endpoints) =>
  store.remove(caller.id, params.id, sns),
);

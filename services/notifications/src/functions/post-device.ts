import { api } from '@libs/handler';
import { endpoints } from '../adapters/endpoints.ts';
import { PostDevice } from '../contract/devices.ts';
import { devices } from '../data/devices.ts';
import { presentDevice } from '../domain/present-device.ts';

/** POST /notifications/devices: registers a device of the caller's for pushes. */
export const handler = api(
  PostDevice,
  async ({ caller, body }, store = devices, sns = endpoints) =>
    presentDevice(await store.register(caller.id, body, sns)),
  // The same token is the same device already.
  { idempotency: false },
);

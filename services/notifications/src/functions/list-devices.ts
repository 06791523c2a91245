import { api } from '@libs/handler';
import { ListDevices } from '../contract/devices.ts';
import { devices } from '../data/devices.ts';
import { presentDevice } from '../domain/present-device.ts';

/** GET /notifications/devices: the caller's devices. */
export const handler = api(ListDevices, async ({ caller }, store = devices) => {
  const all = await store.list(caller.id);
  return { items: all.map(presentDevice) };
});

import type { Device as Presented } from '../contract/devices.ts';
import type { Device } from './device.ts';

/** A device as its person sees it. */
export function presentDevice({ id, platform, name, createdAt, seenAt }: Device): Presented {
  return { id, platform, ...(name === undefined ? {} : { name }), createdAt, seenAt };
}

import { consumer } from '@libs/handler';
import { ImageProcessed, ImageRejected, ImageUploaded } from '@services/images/contract';
import { connections } from '../data/connections.ts';
import { assertAllReached } from '../live/assert-all-reached.ts';
import { tell } from '../live/tell.ts';

const STATES = { ImageUploaded: 'processing', ImageProcessed: 'ready', ImageRejected: 'rejected' } as const;

/** How far a picture has come, to those of its owner's devices that are connected now. Nothing is noted: whoever comes later sees the picture itself. */
export const handler = consumer(
  [ImageUploaded, ImageProcessed, ImageRejected],
  async ({ name, data: { imageId, ownerId } }, open = connections, send = tell) => {
    const ids = await open.of(ownerId);
    if (ids.length === 0) return;
    assertAllReached(await send(ownerId, ids, { type: 'image', imageId, state: STATES[name] }));
  },
);

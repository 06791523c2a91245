import { objects } from '@libs/handler';
import { renditions } from '../adapters/renditions.ts';
import { correlationOf } from '../data/correlation-of.ts';
import { processing } from '../data/processing.ts';
import { takeIn } from '../intake/take-in.ts';
import { render } from '../pixels/render.ts';

/** An original has arrived: its renditions are made, all of them from one decode, and stored while the next is being encoded. */
export const handler = objects(
  async ({ object, log }, files = renditions, store = processing) =>
    takeIn({ object, log }, async ({ ref, objectVersion, bytes }) => {
      const avif = process.env['AVIF'] === 'on';
      const pixels = await render(bytes, { avif }, async (file) => files.put(ref.imageId, file));
      return store.recordPixels(ref, objectVersion, pixels);
    }),
  { correlationOf },
);

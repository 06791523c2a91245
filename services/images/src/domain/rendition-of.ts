import { Conflict, NotFound } from '@libs/contracts/errors';
import type { Image, Rendition } from './image.ts';
import type { RenditionName } from './renditions.ts';

/**
 * A rendition that may be shown: not before all is known of the picture, moderation with it.
 * @throws Conflict `not-ready` while the picture is awaited or processed; NotFound `rendition-not-found` for one that was rejected
 */
export function renditionOf({ state, pixels }: Image, name: RenditionName): Rendition {
  if (state === 'pending' || state === 'processing') {
    throw new Conflict('not-ready', 'The picture is not ready yet', { retryAfter: 1 });
  }
  const rendition = pixels?.renditions.find((made) => made.name === name);
  if (state === 'rejected' || !rendition) {
    throw new NotFound('rendition-not-found', 'This picture has no such rendition');
  }
  return rendition;
}

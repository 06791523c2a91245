import { type Emitted, emit } from '@libs/messaging';
import { ImageDeleted, ImageProcessed, ImageRejected, ImageShared, ImageUploaded } from '../contract/events.ts';
import type { ImagesChange } from './changes.ts';

/**
 * What others are told of a change in the table. That a picture's item is removed says nothing: the tombstone does, and unlike the removal it
 * carries the correlation id of the request. What time to live removes says nothing either.
 */
export function toEvents(change: ImagesChange): Emitted[] {
  if (change.entity === 'deletion' && change.kind === 'created') {
    const { imageId, ownerId } = change.after;
    return [emit(ImageDeleted, { imageId, ownerId })];
  }
  if (change.entity === 'share' && change.kind === 'created') {
    const { imageId, ownerId, expiresAt } = change.after;
    return [emit(ImageShared, { imageId, ownerId, expiresAt: new Date(expiresAt * 1000).toISOString() })];
  }
  if (change.entity !== 'image' || change.kind !== 'changed' || change.before.state === change.after.state) return [];
  const { imageId, ownerId, title, visibility, state, pixels, rejection, objectVersion } = change.after;
  // It may arrive and be found wanting in one step, or be given up without having arrived.
  const arrived = change.before.state === 'pending' && objectVersion !== undefined;
  return [
    ...(arrived ? [emit(ImageUploaded, { imageId, ownerId })] : []),
    ...(state === 'ready' && pixels
      ? [emit(ImageProcessed, { imageId, ownerId, title, visibility, width: pixels.width, height: pixels.height })]
      : []),
    ...(state === 'rejected' && rejection ? [emit(ImageRejected, { imageId, ownerId, title, rejection })] : []),
  ];
}

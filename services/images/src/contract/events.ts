import { event } from '@libs/contracts';
import { ImageId, Instant, OwnerId, Pixels, Rejection, Title, Visibility } from './picture.ts';

/** The picture's bytes have arrived; what becomes of them is told by ImageProcessed or ImageRejected. */
export const ImageUploaded = event('images', 'ImageUploaded', 1, { imageId: ImageId, ownerId: OwnerId });

/** Every rendition is there. Width and height are those of the original, upright. */
export const ImageProcessed = event('images', 'ImageProcessed', 1, {
  imageId: ImageId,
  ownerId: OwnerId,
  title: Title,
  visibility: Visibility,
  width: Pixels,
  height: Pixels,
});

/** The picture cannot be kept: the owner can read why. Its files go. */
export const ImageRejected = event('images', 'ImageRejected', 1, {
  imageId: ImageId,
  ownerId: OwnerId,
  title: Title,
  rejection: Rejection,
});

/** The picture is gone: who refers to it no longer does. */
export const ImageDeleted = event('images', 'ImageDeleted', 1, { imageId: ImageId, ownerId: OwnerId });

/** The owner has made a link to the picture, which works until `expiresAt`. The link itself is in no event. */
export const ImageShared = event('images', 'ImageShared', 1, {
  imageId: ImageId,
  ownerId: OwnerId,
  expiresAt: Instant,
});

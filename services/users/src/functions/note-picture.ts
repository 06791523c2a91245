import { consumer } from '@libs/handler';
import { ImageDeleted, ImageProcessed } from '@services/images/contract';
import { avatars } from '../data/avatars.ts';
import { pictures } from '../data/pictures.ts';

/**
 * ImageProcessed: the picture may be its owner's avatar. ImageDeleted: no more; its tombstone goes first, so that nobody makes it one after it
 * was taken off the profile. Each may be done twice, half, and in any order.
 */
export const handler = consumer(
  [ImageProcessed, ImageDeleted],
  async ({ name, data: { ownerId: userId, imageId }, log }, store = pictures, worn = avatars) => {
    if (name === 'ImageProcessed') {
      log.info('picture', { outcome: await store.note({ userId, imageId }) });
      return;
    }
    await store.forget({ userId, imageId });
    await worn.drop(userId, imageId);
  },
);

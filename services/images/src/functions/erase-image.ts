import { consumer } from '@libs/handler';
import { pictureFiles } from '../adapters/picture-files.ts';
import { ImageDeleted, ImageRejected } from '../contract/events.ts';
import { albums } from '../data/albums.ts';
import { remains } from '../data/remains.ts';
import { shares } from '../data/shares.ts';

/**
 * ImageDeleted, ImageRejected: the picture's files go, every version of them, and what the table still has of it: its places in albums, links to
 * it, labels and looks. Of a rejected one the item stays, since its owner reads there why. Each step may be done twice, and goes on where it ended.
 */
export const handler = consumer(
  [ImageDeleted, ImageRejected],
  async ({ data: { ownerId, imageId } }, store = remains, files = pictureFiles, books = albums, links = shares) => {
    const ref = { ownerId, imageId };
    const left = await store.find(ref);
    await links.removeAll(imageId);
    await books.dropPicture(ownerId, imageId);
    await files.erase(ref);
    await store.erase(ref, left);
  },
);

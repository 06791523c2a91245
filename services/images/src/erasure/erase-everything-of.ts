import { albums } from '../data/albums.ts';
import { images } from '../data/images.ts';
import { owners } from '../data/owners.ts';

const PAGE = 25;
/**
 * Pictures: each is a read and a transaction, one after the other, since all of them write to the one item of their owner. Some seconds of the
 * minute that the function has.
 */
const MOST = 100;

/**
 * Removes all that a person has here, a bounded amount of it in one go. First nothing new is taken from them, so that what is there afterwards
 * is all there will ever be. Each picture is removed as its owner would: its files and links go by the event that follows.
 * @returns whether everything is gone; what is left is for the next go
 */
export async function eraseEverythingOf(ownerId: string, most = MOST): Promise<boolean> {
  await owners.close(ownerId);
  // At most 100 albums, 25 a page.
  while (await albums.removeAll(ownerId));
  for (let removed = 0; removed < most; ) {
    const refs = await owners.pictures(ownerId, Math.min(PAGE, most - removed));
    if (refs.length === 0) return true;
    for (const ref of refs) await images.remove(ref);
    removed += refs.length;
  }
  return false;
}

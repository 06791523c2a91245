import type { Log } from '@libs/observability';
import { bucket } from '../adapters/buckets.ts';
import { versions } from '../adapters/versions.ts';
import { mayRemoveUnknown, settled } from '../domain/sweep-objects.ts';
import type { Shelf } from './shelves.ts';
import type { Tally } from './tally.ts';
import { walkThrough } from './walk-through.ts';

/** Pages of 1000 versions in one run. */
const PAGES = 10;

/**
 * Objects that no picture needs: of one that is deleted or rejected, of none that the table knows, or versions that came after the one that is the
 * picture (their copies in a second region: sweepCopies). Only what is older than a day is looked at, and keys that this service does not make are left alone.
 * @param now in epoch milliseconds
 */
export async function sweepObjects(
  { walk, bucket: variable, pictureOf, placeOf, standings, surplus }: Shelf,
  { tally, log, now }: { readonly tally: Tally; readonly log: Log; readonly now: number },
  { pages = PAGES, store = versions } = {},
): Promise<void> {
  const name = bucket(variable);
  const unknown = new Set<string>();

  await walkThrough(walk, pages, async (after) => {
    const page = await store.page(name, { after });
    const byPicture = Map.groupBy(settled(page.versions, now), ({ key }) => pictureOf(key));
    byPicture.delete(undefined);
    const pictures = [...byPicture.keys()].filter((picture) => picture !== undefined);
    const found = await standings(pictures);
    for (const picture of pictures) {
      const standing = found.get(picture);
      // Mere marks of deletion are what the lifecycle of the bucket removes.
      const stored = byPicture.get(picture)?.some(({ size }) => size !== undefined);
      if (standing?.is === 'unknown' && stored) unknown.add(picture);
      if (standing?.is === 'gone') await removeAllOf(picture);
      if (standing?.is === 'kept') {
        const others = surplus(byPicture.get(picture) ?? [], standing.objectVersion);
        await tally.attempt(async () => {
          await store.remove(name, others);
          tally.add('ObjectsWithoutItem', others.length);
        });
      }
    }
    return page.next;
  });

  if (mayRemoveUnknown(unknown.size)) {
    for (const picture of unknown) await removeAllOf(picture);
  } else {
    tally.add('ObjectsHeldBack', unknown.size);
    log.error('objects of many unknown pictures: has the table lost something?', {
      walk,
      pictures: unknown.size,
      some: [...unknown].slice(0, 10),
    });
  }

  async function removeAllOf(picture: string): Promise<void> {
    await tally.attempt(async () => {
      tally.add('ObjectsWithoutItem', await store.removeAll(name, placeOf(picture)));
    });
  }
}

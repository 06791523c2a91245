import { copiesOfOriginals } from '../adapters/copies.ts';
import { versions } from '../adapters/versions.ts';
import { inventory } from '../data/inventory.ts';
import { refOf } from '../domain/object-key.ts';
import { settled, superseded } from '../domain/sweep-objects.ts';
import type { Tally } from './tally.ts';
import { walkThrough } from './walk-through.ts';

/**
 * Pages of 1000 versions in one run: seven million in the 30 days after which the lifecycle of replica/serverless.yml removes what something lies upon.
 */
const PAGES = 10;

/**
 * What lies in the second region beside the version that is the picture: S3 copied an upload that came later, or the mark of a deletion that was none
 * of ours, and did not copy how it was removed. Without it the picture is the newest version of its copy again, as it is in the first region, and no
 * lifecycle ends it. Only what is older than a day is looked at. Copies of pictures that are deleted, or that the table does not know, are left to
 * the lifecycle and to people: there they are the last ones.
 * @param now in epoch milliseconds
 */
export async function sweepCopies(
  { tally, now }: { readonly tally: Tally; readonly now: number },
  { pages = PAGES, store = versions, copies = copiesOfOriginals() } = {},
): Promise<void> {
  if (!copies) return;
  const { bucket, client } = copies;
  await walkThrough('copies', pages, async (after) => {
    const page = await store.page(bucket, { after }, client);
    const byKey = Map.groupBy(settled(page.versions, now), ({ key }) => key);
    const standings = await inventory.standings([...byKey.keys()].flatMap((key) => refOf(key) ?? []));
    const others = [...byKey].flatMap(([key, found]) => {
      const standing = standings.get(key);
      return standing?.is === 'kept' ? superseded(found, standing.objectVersion) : [];
    });
    await tally.attempt(async () => {
      await store.remove(bucket, others, client);
      tally.add('ObjectsWithoutItem', others.length);
    });
    return page.next;
  });
}

import type { Log } from '@libs/observability';
import { bucket } from '../adapters/buckets.ts';
import { versions } from '../adapters/versions.ts';
import { inventory } from '../data/inventory.ts';
import type { Image } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import type { Tally } from './tally.ts';
import { walkThrough } from './walk-through.ts';

/** Items of the table in a page, and pages in one run. */
const ITEMS = 500;
const PAGES = 4;
/** Questions to S3 at once. */
const ABREAST = 10;

/**
 * Pictures that are ready, and whose original is gone although nobody deleted the picture. They are counted and logged, and stay: the renditions are
 * all that their owners still have, and people may bring the original back, from the replica (docs/deployment.md) or from their own disk.
 */
export async function sweepPictures(
  { tally, log }: { readonly tally: Tally; readonly log: Log },
  { pages = PAGES, items = ITEMS } = {},
): Promise<void> {
  await walkThrough('pictures', pages, async (after) => {
    const { images, next } = await inventory.ready(after, items);
    for (let from = 0; from < images.length; from += ABREAST) {
      await Promise.all(
        images.slice(from, from + ABREAST).map(async (image) => tally.attempt(async () => look(image))),
      );
    }
    return next;
  });

  async function look(image: Image): Promise<void> {
    const found = await versions.of(bucket('ORIGINALS_BUCKET'), originalKey(image));
    if (found.some(({ versionId }) => versionId === image.objectVersion)) return;
    tally.add('ItemsWithoutObject');
    log.error('the original of a picture is gone', { image_id: image.imageId, object_version: image.objectVersion });
  }
}

import { FAST, readInBatches } from '@libs/data';
import type { Image, ImageRef } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import type { Standing } from '../domain/sweep-objects.ts';
import { DeletionEntity } from './entities/deletion.ts';
import { ImageEntity } from './entities/image.ts';
import { toImage } from './to-image.ts';

/** Queries at once. */
const ABREAST = 10;

/** What the table knows of many pictures at once, for the sweep. */
export const inventory = { standings, standingsById, ready };

/** By what the picture was asked for: the key of its original, or its id. */
export type Standings = ReadonlyMap<string, Standing>;

/**
 * Of pictures whose owner is known; consistent.
 * @throws Retryable when DynamoDB does not get to all of them: what it left out is not to be taken for gone
 */
async function standings(refs: readonly ImageRef[]): Promise<Standings> {
  const found = await readInBatches(refs, async (keys) => ImageEntity.get(keys.map(refOnly)).go(CONSISTENT));
  const known = new Map(found.map((image) => [originalKey(image), standingOf(image)]));
  const missing = refs.filter((ref) => !known.has(originalKey(ref)));
  const deleted = await deletionsOf(missing.map(({ imageId }) => imageId));
  return new Map(
    refs.map((ref) => {
      const owner = deleted.get(ref.imageId);
      return [originalKey(ref), known.get(originalKey(ref)) ?? { is: owner === ref.ownerId ? 'gone' : 'unknown' }];
    }),
  );
}

/**
 * Of pictures of which only the id is known. What an index knows of a picture may be some milliseconds behind, where the tombstone is not: ask
 * only for what is older than that, by a day.
 * @throws Retryable as above
 */
async function standingsById(imageIds: readonly string[]): Promise<Standings> {
  const known = new Map<string, Standing>();
  for (let from = 0; from < imageIds.length; from += ABREAST) {
    await Promise.all(
      imageIds.slice(from, from + ABREAST).map(async (imageId) => {
        const { data } = await ImageEntity.query.byId({ imageId }).go({ ...FAST, limit: 1 });
        const [image] = data;
        if (image) known.set(imageId, standingOf(image));
      }),
    );
  }
  const deleted = await deletionsOf(imageIds.filter((id) => !known.has(id)));
  return new Map(imageIds.map((id) => [id, known.get(id) ?? { is: deleted.has(id) ? 'gone' : 'unknown' }]));
}

/**
 * A page of all pictures that are ready, in no order.
 * @param after the `next` of the page before
 */
async function ready(after: string | undefined, limit: number): Promise<{ images: Image[]; next?: string }> {
  const { data, cursor } = await ImageEntity.scan
    .where(({ state }, { eq }) => eq(state, 'ready'))
    .go({ ...FAST, limit, ...(after === undefined ? {} : { cursor: after }) });
  return { images: data.map(toImage), ...(cursor === null ? {} : { next: cursor }) };
}

const CONSISTENT = { ...FAST, consistent: true } as const;

/** The owners of those among these pictures that have a tombstone. */
async function deletionsOf(imageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // DynamoDB refuses a batch with a key in it twice.
  const keys = [...new Set(imageIds)].map((imageId) => ({ imageId }));
  const found = await readInBatches(keys, async (some) => DeletionEntity.get([...some]).go(CONSISTENT));
  return new Map(found.map(({ imageId, ownerId }) => [imageId, ownerId]));
}

function standingOf({ state, objectVersion }: { state: Image['state']; objectVersion?: string | undefined }): Standing {
  if (state === 'rejected') return { is: 'gone' };
  return objectVersion === undefined ? { is: 'awaited' } : { is: 'kept', objectVersion };
}

const refOnly = ({ ownerId, imageId }: ImageRef): ImageRef => ({ ownerId, imageId });

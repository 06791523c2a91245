import { Retryable } from '@libs/contracts/errors';
import { FAST } from '@libs/data';
import type { Image } from '../domain/image.ts';
import { ImageEntity } from './entities/image.ts';
import { ATTEMPTS } from './others-are-faster.ts';
import { toImage } from './to-image.ts';

/** Items of one BatchGetItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const BATCH = 100;

/**
 * The pictures of a person that have these ids, in the order of the ids and as they are now (consistent): without what is gone, rejected, or
 * somebody else's.
 * @throws Retryable when DynamoDB leaves some of them out each time
 */
export async function picturesOf(ownerId: string, ids: readonly string[]): Promise<Image[]> {
  const byId = new Map<string, Image>();
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const image of await batch(ids.slice(from, from + BATCH).map((imageId) => ({ ownerId, imageId })))) {
      if (image.state !== 'rejected') byId.set(image.imageId, image);
    }
  }
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** DynamoDB gives 16 MB at once, and less when it is busy: the rest is to be asked for again. */
async function batch(refs: readonly { ownerId: string; imageId: string }[]): Promise<Image[]> {
  const found: Image[] = [];
  let wanted = [...refs];
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const { data, unprocessed } = await ImageEntity.get(wanted).go({ ...FAST, consistent: true });
    found.push(...data.map(toImage));
    if (unprocessed.length === 0) return found;
    wanted = unprocessed.map(({ ownerId, imageId }) => ({ ownerId, imageId }));
  }
  throw new Retryable('temporarily-unavailable', 'Not all pictures could be read at this moment', { retryAfter: 1 });
}

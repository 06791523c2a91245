import { Retryable } from '@libs/contracts/errors';
import { ATTEMPTS } from './others-are-faster.ts';

/** Items of one BatchGetItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const BATCH = 100;

/**
 * Reads any number of items by their keys, in no order. DynamoDB gives 16 MB at once, and less when it is busy: the rest is asked for again.
 * @param get one BatchGetItem
 * @param title what a caller is told when it does not work
 * @throws Retryable when DynamoDB leaves some of them out each time: they are not to be taken for gone
 */
export async function readInBatches<Key, Item>(
  keys: readonly Key[],
  get: (keys: readonly Key[]) => Promise<{ data: Item[]; unprocessed: Key[] }>,
  title = 'DynamoDB did not get to all of it',
): Promise<Item[]> {
  const all: Item[] = [];
  for (let from = 0; from < keys.length; from += BATCH) {
    let left: readonly Key[] = keys.slice(from, from + BATCH);
    for (let tried = 1; left.length > 0; tried++) {
      if (tried > ATTEMPTS) throw new Retryable('temporarily-unavailable', title, { retryAfter: 1 });
      const { data, unprocessed } = await get(left);
      all.push(...data);
      left = unprocessed;
    }
  }
  return all;
}

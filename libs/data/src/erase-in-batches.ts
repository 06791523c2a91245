import { Retryable } from '@libs/contracts/errors';
import { FAST } from './electro.ts';

/** Items of one BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;
/** 5,000 items in one go take some seconds; more go on with the next delivery of the event. */
const BATCHES = 200;

interface Query<Item> {
  go(options: typeof FAST & { limit: number; consistent: true }): Promise<{ data: Item[] }>;
}

/**
 * Erases all that a query finds, in the order of its keys; may be repeated, and goes on where it ended.
 * @throws Retryable `erasure-goes-on` when there is more than `batches` hold
 */
export async function eraseInBatches<Item>(
  query: () => Query<Item>,
  erase: (items: Item[]) => { go(options: typeof FAST): Promise<unknown> },
  batches = BATCHES,
): Promise<void> {
  for (let batch = 1; batch <= batches; batch++) {
    const { data } = await query().go({ ...FAST, limit: BATCH, consistent: true });
    if (data.length === 0) return;
    // What DynamoDB did not get to is found by the next query.
    await erase(data).go(FAST);
  }
  throw new Retryable('erasure-goes-on', 'There is more of this person than one go may erase');
}

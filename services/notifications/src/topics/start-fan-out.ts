import { BadRequest } from '@libs/contracts/errors';
import { eventId } from '@libs/messaging';
import { fanOutQueue } from '../adapters/fan-out-queue.ts';
import { fanOuts } from '../data/fan-outs.ts';
import { SHARDS } from '../data/shard-of.ts';

/** What an admin has sent, as API Gateway put it into the queue: `topic`, `caller` and `key` are what the authorizer found. */
export interface Sent {
  readonly body: { readonly title: string; readonly body: string };
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/**
 * Begins to tell the subscribers of a topic: the first page of each shard goes into the queue. Of a message that comes again, by SQS or with the
 * same Idempotency-Key of the same caller, nothing begins that has begun.
 * @returns the message's id
 * @throws BadRequest `unknown-origin`, Unprocessable `idempotency-key-reused`
 */
export async function startFanOut(
  { body: { title, body }, attributes: { topic, caller, key } }: Sent,
  store = fanOuts,
  queue: typeof fanOutQueue = fanOutQueue,
): Promise<string> {
  if (topic === undefined || caller === undefined || key === undefined) {
    throw new BadRequest('unknown-origin', 'The message does not say who sent it to which topic');
  }
  const messageId = eventId(`${caller}/${key}`, topic, 0);
  const { started } = await store.accept({ messageId, topic, title, body, senderId: caller });
  if (started) return messageId;
  await queue.send(Array.from({ length: SHARDS }, (_, shard) => ({ messageId, shard, page: 0 })));
  await store.markStarted(messageId);
  return messageId;
}

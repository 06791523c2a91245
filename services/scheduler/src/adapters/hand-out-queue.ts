import { sendToQueue } from '@libs/messaging/queue';
import { queueUrl } from '@libs/messaging/queue-url';

/** The queue HAND_OUT_QUEUE_URL. */
export const handOutQueue = { send };

/** @throws Retryable, and what SQS throws: some were sent */
async function send(shards: readonly number[]): Promise<void> {
  await sendToQueue(
    queueUrl('HAND_OUT_QUEUE_URL'),
    shards.map((shard) => ({ body: { shard } })),
  );
}

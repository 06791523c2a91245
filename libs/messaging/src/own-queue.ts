import type { Envelope, EventContract } from '@libs/contracts';
import { sendToQueue } from './queue.ts';
import { queueUrl } from './queue-url.ts';

/** The queue of this very function, OWN_QUEUE_URL: whoever has done a bounded part of a long work hands the rest on to the next invocation. */
export const ownQueue = { handOn };

/**
 * Sends an event as the bus does. Unlike a message that comes again it counts as new, so that no number of tries ends a work that gets on.
 * @param delaySeconds whole seconds, 0 to 900, before it is there
 * @throws Retryable when the queue does not take it
 * @throws Error when OWN_QUEUE_URL is not set
 */
async function handOn({ source, name }: EventContract, detail: Envelope, delaySeconds = 0): Promise<void> {
  const body = { source, 'detail-type': name, detail };
  await sendToQueue(queueUrl('OWN_QUEUE_URL'), [{ body, delaySeconds }]);
}

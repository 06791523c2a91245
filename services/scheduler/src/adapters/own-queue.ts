import type { Envelope, EventContract } from '@libs/contracts';
import { sendToQueue } from '@libs/messaging/queue';

/** The queue of this very function, OWN_QUEUE_URL: whoever has done a bounded part of a long work hands the rest on to the next invocation. */
export const ownQueue = { handOn };

/**
 * Sends an event as the bus does, to be there after so many seconds, 0 to 900. Unlike a message that comes again it counts as new, so that no number of tries ends a work that gets on.
 * @throws Retryable when the queue does not take it
 * @throws Error when OWN_QUEUE_URL is not set
 */
async function handOn({ source, name }: EventContract, detail: Envelope, delaySeconds: number): Promise<void> {
  const url = process.env['OWN_QUEUE_URL'];
  if (url === undefined || url === '') throw new Error('OWN_QUEUE_URL is not set: see functions/requests.yml');
  await sendToQueue(url, [{ body: { source, 'detail-type': name, detail }, delaySeconds }]);
}

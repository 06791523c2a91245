import type { MessageBody } from '@libs/contracts';
import { sendToQueue } from '@libs/messaging/queue';
import { queueUrl } from '@libs/messaging/queue-url';
import type { FanOutStep } from '../contract/topics.ts';

/** A part of a fan-out. */
export type Step = MessageBody<typeof FanOutStep>;

/** The queue FAN_OUT_QUEUE_URL, which the function `fan-out` works off and fills. */
export const fanOutQueue = { send };

/**
 * Hands on parts of a fan-out under the present correlation.
 * @throws Retryable when some could not be sent: those that were may be sent once more
 * @throws Error when FAN_OUT_QUEUE_URL is not set
 */
async function send(steps: readonly Step[]): Promise<void> {
  await sendToQueue(
    queueUrl('FAN_OUT_QUEUE_URL'),
    steps.map((body) => ({ body })),
  );
}

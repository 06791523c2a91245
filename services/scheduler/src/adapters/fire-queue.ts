import type { MessageBody } from '@libs/contracts';
import { sendToQueue } from '@libs/messaging/queue';
import { queueUrl } from '@libs/messaging/queue-url';
import type { DueOccurrence } from '../contract/due.ts';
import { delaySeconds } from '../domain/delay.ts';
import { queueLateness } from './queue-lateness.ts';

/** An occurrence on its way to be fired, and the correlation id of what planned it. */
export type Outgoing = MessageBody<typeof DueOccurrence> & { readonly correlationId?: string };

/** The queue FIRE_QUEUE_URL. */
export const fireQueue = { send };

/**
 * Sends each so that it comes a little before its time; what is overdue comes at once.
 * @throws Retryable, and what SQS throws: some were sent, and are sent once more by whoever tries again
 */
async function send(occurrences: readonly Outgoing[], now: Date): Promise<void> {
  const lateness = queueLateness();
  await sendToQueue(
    queueUrl('FIRE_QUEUE_URL'),
    occurrences.map(({ ownerId, scheduleId, version, plannedAt, correlationId }) => ({
      body: { ownerId, scheduleId, version, plannedAt },
      delaySeconds: delaySeconds(plannedAt, now, lateness),
      ...(correlationId === undefined ? {} : { correlationId }),
    })),
  );
}

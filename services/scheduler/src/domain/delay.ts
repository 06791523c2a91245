import { SECOND } from './times.ts';

/** The longest that SQS takes, in seconds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-timers.html */
const LONGEST = 900;

/**
 * How long a queue keeps a message back so that it comes in time: whole seconds, 0 to 900.
 * @param plannedAt RFC 3339
 * @param lateness milliseconds by which the queue may deliver later than it was told: so much earlier it is told
 */
export function delaySeconds(plannedAt: string, now: Date, lateness: number): number {
  const seconds = Math.floor((Date.parse(plannedAt) - now.getTime() - lateness) / SECOND);
  return Math.min(LONGEST, Math.max(0, seconds));
}

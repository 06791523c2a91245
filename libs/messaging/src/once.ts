import { Retryable } from '@libs/contracts/errors';
import { InProgress, runOnce } from '@libs/data/idempotency';

export interface OnceOptions {
  /** How long an attempt may take before it counts as dead, in milliseconds; default 60,000: more than any consumer's time-out. */
  readonly leaseMs?: number;
  /** How long it is remembered, in seconds; default 30 days: longer than queues (14 days) keep and archives are usually replayed. */
  readonly keepSeconds?: number;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/**
 * Does what an event asks for once, however often, late or concurrently it is delivered, where the effect is outside of the service's table
 * (a mail, a call). Where it is in the table, put the note of the event and the effect in one transaction instead.
 * @param scope which effect: `welcome-mail`
 * @param id of the event: `metadata.id`
 * @throws Retryable while another delivery of the same event is being handled: this one comes again, and finds it done
 */
export async function once(
  scope: string,
  id: string,
  effect: () => Promise<void>,
  { leaseMs = 60_000, keepSeconds = THIRTY_DAYS }: OnceOptions = {},
): Promise<void> {
  try {
    await runOnce({ scope, key: id, keepSeconds, leaseMs }, async () => {
      await effect();
      return { done: true };
    });
  } catch (error) {
    if (error instanceof InProgress)
      throw new Retryable('delivery-in-progress', 'Another delivery of this event is being handled', { cause: error });
    throw error;
  }
}

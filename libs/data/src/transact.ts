import { setTimeout as wait } from 'node:timers/promises';
import { othersAreFaster } from './others-are-faster.ts';

interface Outcome {
  readonly canceled: boolean;
  readonly data: readonly {
    readonly rejected: boolean;
    readonly code: string;
    readonly message?: string | undefined;
  }[];
}

/** A transaction was cancelled by a condition; `rejected` are the places of the operations whose condition did not hold. */
export class TransactionCanceled extends Error {
  readonly rejected: readonly number[];
  readonly codes: readonly string[];

  constructor(codes: readonly string[]) {
    super(`The transaction was cancelled: ${codes.join(', ')}`);
    this.name = 'TransactionCanceled';
    this.codes = codes;
    this.rejected = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
  }
}

const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
const ATTEMPTS = 6;

/**
 * Runs an ElectroDB transaction, and throws when it was cancelled: ElectroDB itself answers `canceled: true`, which is easily overlooked.
 * A conflict with another transaction is tried again, five times with growing pauses, a second in all.
 * @throws TransactionCanceled when a condition did not hold
 * @throws Retryable when others were in the way each time
 */
export async function transact<T extends Outcome>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    const outcome = await attempt();
    if (!outcome.canceled) return outcome;
    const canceled = new TransactionCanceled(outcome.data.map(({ code }) => code));
    if (canceled.rejected.length > 0 || !canceled.codes.some((code) => PASSING.has(code))) throw canceled;
    if (tried === ATTEMPTS) {
      throw othersAreFaster('the same', canceled);
    }
    // Full jitter: two that collided do not collide again. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
    await wait(Math.random() * 20 * 2 ** tried);
  }
}

/**
 * The same, for one who wants to know which conditions did not hold.
 * @returns the places of the operations whose condition did not hold; none when the transaction was done
 * @throws Retryable when others were in the way each time
 */
export async function refusals<T extends Outcome>(attempt: () => Promise<T>): Promise<readonly number[]> {
  try {
    await transact(attempt);
    return [];
  } catch (error) {
    if (error instanceof TransactionCanceled && error.rejected.length > 0) return error.rejected;
    throw error;
  }
}

import { Retryable } from '@libs/contracts/errors';
import type { Context } from 'aws-lambda';

/** Kept for writing logs and the answer, before Lambda kills the process. */
const RESERVE_MS = 500;

/** A promise that fails, and a signal that aborts, shortly before the function's time is over. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  /** The work, or a Retryable `timeout` when the time is over before it is done. */
  readonly race: <T>(work: Promise<T>) => Promise<T>;
}

export function deadlineOf({ getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>): Deadline {
  const controller = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  // Without a race under way nobody listens, and that is no error.
  promise.catch(() => undefined);
  const timer = setTimeout(
    () => {
      controller.abort();
      reject(new Retryable('timeout', 'The time of this function was over before the work was done'));
    },
    Math.max(0, getRemainingTimeInMillis() - RESERVE_MS),
  );
  return {
    signal: controller.signal,
    race: async (work) => Promise.race([work, promise]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

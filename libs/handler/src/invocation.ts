import {
  beginInvocation,
  correlate,
  flushMetrics,
  logHandled,
  now,
  type TriggerKind,
  traced,
} from '@libs/observability';
import type { Context } from 'aws-lambda';
import { deadlineOf } from './deadline.ts';

/** What one invocation that is no batch and no HTTP request is about. */
export interface Invocation {
  readonly trigger: TriggerKind;
  readonly operation: string;
  readonly correlationId: string;
  readonly context: Context;
  /** For those who answer a caller: what the log says of an error, so that a fault of theirs is none of ours. */
  readonly statusOf?: (error: unknown) => number;
}

/**
 * Runs one invocation under its correlation, and ends it with its line in the log; what it throws goes on to Lambda.
 * @throws Retryable `timeout` shortly before the function's time is over
 */
export async function invocation<T>(
  { trigger, operation, correlationId, context, statusOf }: Invocation,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  beginInvocation(context);
  return correlate({ correlationId }, async () => {
    const startedAt = now();
    using deadline = deadlineOf(context);
    let error: unknown;
    try {
      return await deadline.race(traced(operation, async () => run(deadline.signal)));
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      const status = error === undefined ? undefined : statusOf?.(error);
      logHandled({ trigger, operation, startedAt, error, status });
      flushMetrics();
    }
  });
}

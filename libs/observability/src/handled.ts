import type { Context } from 'aws-lambda';
import { log } from './logger.ts';

export type TriggerKind =
  | 'api'
  | 'consumer'
  | 'stream'
  | 'queue'
  | 'cron'
  | 'trigger'
  | 'socket'
  | 'authorizer'
  | 'task';

/** What one invocation, or one record of a batch, was about. */
export interface Handled {
  readonly trigger: TriggerKind;
  /** `PATCH /users/me`, or the name of an event. */
  readonly operation: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly error?: unknown;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** Further keys, such as `event_id` or `published`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

let invocations = 0;
let first = true;

/** Every invocation begins with this: its context is in all lines that follow. */
export function beginInvocation(context: Context): void {
  invocations += 1;
  log.addContext(context);
}

/**
 * Writes the one line that every invocation ends with (`message: 'handled'`); a server's fault is an error, a caller's an info.
 * `init_ms` is the time from the start of the process to the first invocation, on its first line alone; it may have none, when it had nothing to handle.
 */
export function logHandled({ trigger, operation, startedAt, error, status, extra }: Handled): void {
  const failed = status === undefined ? error !== undefined : status >= 500;
  const line = {
    trigger,
    operation,
    started_at: new Date(startedAt).toISOString(),
    duration_ms: Math.round((now() - startedAt) * 100) / 100,
    ...(first && invocations <= 1 ? { init_ms: Math.round(startedAt - performance.timeOrigin) } : {}),
    outcome: error === undefined ? 'ok' : 'error',
    ...(status === undefined ? {} : { status }),
    ...extra,
    ...(error === undefined ? {} : { error }),
  };
  first = false;
  if (failed) log.error('handled', line);
  else log.info('handled', line);
}

/** The present time in epoch milliseconds with fractions: finer than `Date.now()`, for durations. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

import middy from '@middy/core';
import type { Context } from 'aws-lambda';

/** A middleware as this package sees it: middy's own types do not carry what a validator or a parser did to the event. */
export interface Middleware {
  readonly before?: (request: never) => unknown;
  readonly after?: (request: never) => unknown;
  readonly onError?: (request: never) => unknown;
}

/** A Lambda handler within middlewares: `before` in this order, `after` and `onError` in the reverse one. Without an early time-out unless one is given. */
export function stack<Event, Result>(
  handle: (event: Event, context: Context, options: { signal: AbortSignal }) => Promise<Result>,
  middlewares: readonly Middleware[],
  timeoutEarlyInMillis = 0,
): (event: Event, context: Context) => Promise<Result> {
  const stacked = middy(handle, { timeoutEarlyInMillis });
  // The one place where our types of a request and middy's meet.
  for (const middleware of middlewares) stacked.use(middleware as Parameters<typeof stacked.use>[0]);
  return stacked;
}

import { beginInvocation, correlation, flushMetrics, logHandled, now } from '@libs/observability';
import type { Context } from 'aws-lambda';
import type { ApiResult } from './event.ts';

interface Recorded {
  context: Context;
  response?: unknown;
  internal: Record<string, unknown>;
}

/** Puts the correlation id on every answer, and ends every request with its line in the log. */
export function record(operation: string) {
  return { before: recordBefore, after: recordEnd, onError: recordEnd };

  function recordEnd({ response, internal }: Recorded): void {
    const { statusCode: status = 200, headers } = response as ApiResult;
    headers['X-Correlation-Id'] = correlation()?.correlationId ?? '';
    const { error, startedAt } = internal;
    logHandled({ trigger: 'api', operation, startedAt: startedAt as number, status, error });
    flushMetrics();
  }
}

function recordBefore({ context, internal }: Recorded): void {
  internal['startedAt'] = now();
  beginInvocation(context);
}

import type { Failure, Violation } from '@libs/contracts/errors';
import { BadRequest, Retryable } from '@libs/contracts/errors';
import { type Finding, MOST_VIOLATIONS, violations } from '@libs/contracts/validate';
import { correlation } from '@libs/observability';
import { toFailure } from '../failure.ts';
import { bodyFailure } from './body.ts';
import type { ApiEvent } from './event.ts';

/** RFC 9457. `type` is a reference to be resolved against the API's address; its last segment is the stable slug. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly errors?: readonly Violation[];
  readonly details?: Failure['details'];
  readonly correlationId?: string;
}

/** How @middy/http-error-handler wants an error: it answers `message` with `statusCode` and `headers`. */
interface HttpError {
  readonly statusCode: number;
  readonly expose: true;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PARTS = { pathParameters: 'params', queryStringParameters: 'query' };

interface Failing {
  event: ApiEvent;
  error: unknown;
  internal: Record<string, unknown>;
}

/**
 * Turns whatever was thrown into a problem for @middy/http-error-handler to answer, and keeps the error for the log.
 * A fault of ours says no more than that it is one.
 */
export const problems = {
  onError: function problemsOnError(request: Failing): void {
    const { event } = request;
    // JavaScript throws anything: what is no object has nothing to ask for.
    const error = request.error instanceof Object ? request.error : new Error(`thrown: ${String(request.error)}`);
    request.internal['error'] = error;
    request.error = toHttpError(
      bodyFailure(error, event) ??
        validationFailure(error) ??
        timeoutFailure(error) ??
        notAcceptable(error) ??
        toFailure(error) ??
        INTERNAL,
    );
  },
};

/** What a problem is made of; a Failure has it all. */
type Told = Pick<Failure, 'type' | 'title' | 'status'> & Partial<Pick<Failure, 'errors' | 'retryAfter' | 'details'>>;

const INTERNAL: Told = { type: 'internal-error', title: 'Something went wrong on our side', status: 500 };

function toHttpError({ type, title, status, errors, retryAfter, details }: Told): HttpError {
  const { correlationId } = correlation() ?? {};
  const problem: Problem = {
    type: `/problems/${type}`,
    title,
    status,
    ...(errors ? { errors: errors.slice(0, MOST_VIOLATIONS) } : {}),
    ...(details ? { details } : {}),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  const retry = retryAfter ?? (status === 503 ? 1 : undefined);
  return {
    statusCode: status,
    expose: true,
    message: JSON.stringify(problem),
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(retry === undefined ? {} : { 'Retry-After': String(retry) }),
    },
  };
}

function validationFailure(error: unknown): Failure | undefined {
  const { cause } = error as { cause?: { package?: string; data?: Finding[] } };
  if (cause?.package !== '@middy/validator') return undefined;
  return new BadRequest('invalid-request', 'The request is not valid', { errors: violations(cause.data, PARTS) });
}

function timeoutFailure(error: unknown): Failure | undefined {
  const { name, cause } = error as { name?: string; cause?: { package?: string } };
  if (name !== 'TimeoutError' || cause?.package !== '@middy/core') return undefined;
  return new Retryable('timeout', 'This took too long; try again', { cause: error, retryAfter: 1 });
}

function notAcceptable(error: unknown): Told | undefined {
  if ((error as { statusCode?: number }).statusCode !== 406) return undefined;
  return { type: 'not-acceptable', title: 'This API answers application/json', status: 406 };
}

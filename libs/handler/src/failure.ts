import { Failure, Retryable } from '@libs/contracts/errors';

/** Names of errors of the AWS SDK, of its connections and of Node that pass by themselves. */
const TRANSIENT = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'TransactionInProgressException',
  'TransactionConflictException',
  'SlowDown',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);

/** What an error means to the caller: a Failure as it is, an error of AWS that passes by itself as Retryable, else undefined (a fault of ours). */
export function toFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (!isTransient(error)) return undefined;
  return new Retryable('temporarily-unavailable', 'A part of the system does not answer well at the moment', {
    cause: error,
    retryAfter: 1,
  });
}

/** The HTTP status of an error: a Failure's own, 503 for what passes by itself, else 500. */
export function statusOf(error: unknown): number {
  return toFailure(error)?.status ?? 500;
}

function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, $metadata, cause } = error as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
    cause?: unknown;
  };
  if (TRANSIENT.has(String(name)) || TRANSIENT.has(String(code))) return true;
  if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return cause !== undefined && cause !== error && isTransient(cause);
}

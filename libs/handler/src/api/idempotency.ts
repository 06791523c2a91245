import { BadRequest, Conflict, Unprocessable } from '@libs/contracts/errors';
import { InProgress, PayloadChanged, runOnce } from '@libs/data/idempotency';
import type { Context } from 'aws-lambda';

const ONE_DAY = 24 * 60 * 60;

export interface Attempt {
  /** `POST /images`. */
  readonly operation: string;
  /** `Idempotency-Key` of the request. */
  readonly key: string;
  /** Whose key it is: two callers may choose the same. */
  readonly caller: string;
  /** What must be the same when the key is the same. */
  readonly payload: unknown;
  readonly context: Context;
}

/**
 * Runs a request once for each key and caller, for a day; a further one with the same payload gets the first one's result.
 * What was not answered well is forgotten, so that it may be tried again.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 * @throws BadRequest when the key is not 1 to 255 visible ASCII characters
 * @throws Conflict `request-in-progress` while the first request runs
 * @throws Unprocessable `idempotency-key-reused` when the key was used with another payload
 */
export async function once<T>(
  { operation, key, caller, payload, context }: Attempt,
  run: () => Promise<T>,
): Promise<T> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const errors = [
      { pointer: '/headers/idempotency-key', code: 'pattern', message: 'must be 1 to 255 visible ASCII characters' },
    ];
    throw new BadRequest('invalid-request', 'The request is not valid', { errors });
  }
  try {
    return await runOnce(
      {
        scope: operation,
        key: `${caller}/${key}`,
        payload,
        keepSeconds: ONE_DAY,
        leaseMs: context.getRemainingTimeInMillis(),
      },
      run,
    );
  } catch (error) {
    if (error instanceof InProgress) {
      throw new Conflict('request-in-progress', 'A request with this Idempotency-Key is still running', {
        cause: error,
        retryAfter: 1,
      });
    }
    if (error instanceof PayloadChanged) {
      throw new Unprocessable('idempotency-key-reused', 'This Idempotency-Key was used with another payload', {
        cause: error,
      });
    }
    throw error;
  }
}

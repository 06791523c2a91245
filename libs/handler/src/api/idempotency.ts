import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { BadRequest, Conflict, Failure, Unprocessable } from '@libs/contracts/errors';
import type { Context } from 'aws-lambda';

const ONE_DAY = 24 * 60 * 60;

let store: DynamoDBPersistenceLayer | undefined;

/**
 * The table of the service, in which the answers are kept for a day beside its entities.
 * @throws Error when the function has no TABLE_NAME
 */
function table(): DynamoDBPersistenceLayer {
  const tableName = process.env['TABLE_NAME'];
  if (tableName === undefined)
    throw new Error(
      'Idempotency-Key needs the environment variable TABLE_NAME; without a table switch it off: api(route, logic, { idempotency: false })',
    );
  return (store ??= new DynamoDBPersistenceLayer({
    tableName,
    keyAttr: 'pk',
    sortKeyAttr: 'sk',
    expiryAttr: 'expiresAt',
  }));
}

export interface Attempt {
  /** `Idempotency-Key` of the request. */
  readonly key: string;
  /** Whose key it is: two callers may choose the same. */
  readonly scope: string;
  /** What must be the same when the key is the same. */
  readonly payload: unknown;
  readonly context: Context;
}

/**
 * Runs a function once for each key and scope; a further attempt with the same payload gets the first one's result.
 * What was not answered well is forgotten, so that it may be tried again.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 * @throws BadRequest when the key is empty or longer than 255 characters
 * @throws Conflict while the first attempt runs
 * @throws Unprocessable when the key was used with another payload
 */
export async function once<T>({ key, scope, payload, context }: Attempt, run: () => Promise<T>): Promise<T> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const errors = [
      { pointer: '/headers/idempotency-key', code: 'pattern', message: 'must be 1 to 255 visible ASCII characters' },
    ];
    throw new BadRequest('invalid-request', 'The request is not valid', { errors });
  }
  const config = new IdempotencyConfig({
    eventKeyJmesPath: '[scope, key]',
    payloadValidationJmesPath: 'payload',
    expiresAfterSeconds: ONE_DAY,
    throwOnNoIdempotencyKey: true,
    lambdaContext: context,
  });
  const attempt = makeIdempotent(run as (data: object) => Promise<T>, { persistenceStore: table(), config });
  try {
    return await attempt({ scope, key, payload: payload ?? null });
  } catch (error) {
    throw meaning(error);
  }
}

function meaning(error: unknown): unknown {
  if (error instanceof Failure) return error;
  if (error instanceof IdempotencyAlreadyInProgressError) {
    return new Conflict('request-in-progress', 'A request with this Idempotency-Key is still running', {
      cause: error,
      retryAfter: 1,
    });
  }
  if (error instanceof IdempotencyValidationError) {
    return new Unprocessable('idempotency-key-reused', 'This Idempotency-Key was used with another payload', {
      cause: error,
    });
  }
  return error;
}

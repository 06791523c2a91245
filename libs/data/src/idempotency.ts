import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context } from 'aws-lambda';
import { dynamoDB, tableName } from './client.ts';

/** One thing that is to be done once. */
export interface Once {
  /** What kind of thing: `POST /images`, `welcome-mail`. */
  readonly scope: string;
  /** Which of them. */
  readonly key: string;
  /** What must be the same when the key is the same. */
  readonly payload?: unknown;
  /** How long it is remembered; longer than it may be repeated. */
  readonly keepSeconds: number;
  /** How long an attempt may take; one that was killed is over after that, and the next may try. */
  readonly leaseMs: number;
}

/** An attempt at the same thing is under way. */
export class InProgress extends Error {
  override readonly name = 'InProgress';
}

/** The key was used for another payload. */
export class PayloadChanged extends Error {
  override readonly name = 'PayloadChanged';
}

const stores = new Map<string, DynamoDBPersistenceLayer>();

/** Powertools fixes a store to the first configuration that it meets, hence one a scope. The records are in the service's own table. */
function storeOf(scope: string): DynamoDBPersistenceLayer {
  const key = `${tableName()} ${scope}`;
  let store = stores.get(key);
  if (!store) {
    store = new DynamoDBPersistenceLayer({
      tableName: tableName(),
      awsSdkV3Client: dynamoDB(),
      keyAttr: 'pk',
      sortKeyAttr: 'sk',
      staticPkValue: `idempotency#${scope}`,
      expiryAttr: 'expiresAt',
    });
    stores.set(key, store);
  }
  return store;
}

/**
 * Does a thing once, however often and however concurrently it is asked for; a later attempt gets the result of the first (JSON).
 * An attempt that throws is forgotten. One that is killed between its effect and the note of it is repeated after `leaseMs`:
 * an effect outside of the table can be had at least once, or at most once, and this is at least once.
 * @throws InProgress while another attempt runs
 * @throws PayloadChanged when the key was used with another payload
 */
export async function runOnce<T>(
  { scope, key, payload = null, keepSeconds, leaseMs }: Once,
  run: () => Promise<T>,
): Promise<T> {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'key',
    payloadValidationJmesPath: 'payload',
    expiresAfterSeconds: keepSeconds,
    throwOnNoIdempotencyKey: true,
    // All that is read of the context is the time that is left: when the attempt counts as dead.
    lambdaContext: { getRemainingTimeInMillis: () => leaseMs } as Context,
  });
  const attempt = makeIdempotent(async (_given: object) => run(), { persistenceStore: storeOf(scope), config });
  try {
    return await attempt({ key, payload });
  } catch (error) {
    if (error instanceof IdempotencyAlreadyInProgressError)
      throw new InProgress(`${scope} is under way`, { cause: error });
    if (error instanceof IdempotencyValidationError)
      throw new PayloadChanged(`${scope}: the payload has changed`, { cause: error });
    throw error;
  }
}

import { Forbidden } from '@libs/contracts/errors';
import { FAST } from '@libs/data';
import { ConnectionEntity } from './entities/connection.ts';
import { recipients } from './recipients.ts';

/**
 * API Gateway closes a connection after two hours; ten minutes more for clocks.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const OPEN_SECONDS = 130 * 60;

/** Of one person at the same time: devices and tabs. */
const MOST = 20;

export interface Connection {
  /** API Gateway's. */
  readonly connectionId: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
}

/** The open sockets of people, as far as is known: API Gateway does not promise to tell of each that it has closed. Times are epoch milliseconds. */
export const connections = { open, of, remove };

/**
 * Notes a connection. Written before it is looked whether the account is closed, while who closes an account does so before they remove its
 * connections: one of the two sees the other.
 * @returns the oldest ones beyond 20, which are no longer noted and are to be closed
 * @throws Forbidden `account-closed`
 */
async function open(userId: string, connectionId: string, now = Date.now()): Promise<readonly string[]> {
  const expiresAt = Math.floor(now / 1000) + OPEN_SECONDS;
  await ConnectionEntity.put({ userId, connectionId, openedAt: now, expiresAt }).go(FAST);
  const [recipient, all] = await Promise.all([recipients.find(userId), of(userId, now)]);
  if (recipient?.closed) {
    await remove(userId, [connectionId]);
    throw new Forbidden('account-closed', 'This account is closed');
  }
  const displaced = all
    .filter((other) => other.connectionId !== connectionId)
    .sort((one, other) => other.openedAt - one.openedAt)
    .slice(MOST - 1)
    .map((other) => other.connectionId);
  await remove(userId, displaced);
  return displaced;
}

/** All of a person: read consistently, so that who has been let in is told of everything that is stored from then on. */
async function of(userId: string, now = Date.now()): Promise<readonly Connection[]> {
  const { data } = await ConnectionEntity.query
    .one({ userId })
    .go({ ...FAST, consistent: true, pages: 'all', attributes: ['connectionId', 'openedAt', 'expiresAt'] });
  return data.filter(({ expiresAt }) => expiresAt * 1000 > now);
}

async function remove(userId: string, connectionIds: readonly string[]): Promise<void> {
  await Promise.all(
    connectionIds.map(async (connectionId) => ConnectionEntity.delete({ userId, connectionId }).go(FAST)),
  );
}

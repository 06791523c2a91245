import pMap from 'p-map';
import { sockets } from '../adapters/sockets.ts';
import { type Connection, connections } from '../data/connections.ts';
import type { LiveMessage } from './live-message.ts';

/** Calls at once: see README.md for what 500 connections take. */
const AT_ONCE = 50;

/**
 * A connection is noted by $connect, and cannot be posted to before that has ended: for the time that API Gateway gives to a function, and as much
 * again for clocks, `gone` may mean `not there yet`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const OPENING_MILLISECONDS = 60_000;

/** Who was told, whose connection is gone or not there yet, and for whom API Gateway did not take the message. */
export interface Reached {
  readonly told: readonly string[];
  readonly gone: readonly string[];
  readonly failed: readonly { readonly connectionId: string; readonly error: unknown }[];
}

/** Posts one message to connections of a person, so many at once; what is gone is forgotten, and what fails stops no other. */
export async function tell(
  userId: string,
  open: readonly Connection[],
  message: LiveMessage,
  { post } = sockets,
  { remove } = connections,
  now = Date.now(),
): Promise<Reached> {
  const told: string[] = [];
  const gone: Connection[] = [];
  const failed: { connectionId: string; error: unknown }[] = [];
  const postTo = async (connection: Connection): Promise<void> => {
    const { connectionId } = connection;
    try {
      if (await post(connectionId, message)) told.push(connectionId);
      else gone.push(connection);
    } catch (error) {
      failed.push({ connectionId, error });
    }
  };
  await pMap(open, postTo, { concurrency: AT_ONCE });
  const over = gone.filter(({ openedAt }) => openedAt < now - OPENING_MILLISECONDS);
  await remove(userId, over.map(idOf));
  return { told, gone: gone.map(idOf), failed };
}

const idOf = ({ connectionId }: Connection): string => connectionId;

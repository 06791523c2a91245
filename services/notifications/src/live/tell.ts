import pMap from 'p-map';
import { sockets } from '../adapters/sockets.ts';
import { connections } from '../data/connections.ts';

/** Calls at once: see README.md for what 500 connections take. */
const AT_ONCE = 50;

/** Who was reached, whose connection is gone, and whom API Gateway did not take the message for. */
export interface Reached {
  readonly told: readonly string[];
  readonly gone: readonly string[];
  readonly failed: readonly { readonly connectionId: string; readonly error: unknown }[];
}

/**
 * Posts one message to connections of a person; none waits for another beyond a place among those under way. What turns out to be gone is
 * forgotten.
 */
export async function tell(
  userId: string,
  connectionIds: readonly string[],
  message: object,
  { post } = sockets,
  { remove } = connections,
): Promise<Reached> {
  const told: string[] = [];
  const gone: string[] = [];
  const failed: { connectionId: string; error: unknown }[] = [];
  await pMap(
    connectionIds,
    async (connectionId) => {
      try {
        ((await post(connectionId, message)) ? told : gone).push(connectionId);
      } catch (error) {
        failed.push({ connectionId, error });
      }
    },
    { concurrency: AT_ONCE },
  );
  await remove(userId, gone);
  return { told, gone, failed };
}

/** @throws Error whose cause decides whether it is tried again */
export function assertAllReached({ failed, told }: Reached): void {
  const [first] = failed;
  if (!first) return;
  throw new Error(`${failed.length} of ${failed.length + told.length} connections could not be told`, {
    cause: first.error,
  });
}

import { socket } from '@libs/handler';
import { sockets } from '../adapters/sockets.ts';
import { connections } from '../data/connections.ts';
import { callerOf } from '../live/caller.ts';

/** $connect: from here on the person is told over this socket, too. Of more than 20 the oldest are closed: those devices connect again when they are used. */
export const handler = socket(
  undefined,
  async ({ connectionId, authorizer, log }, store = connections, gateway = sockets) => {
    const displaced = await store.open(callerOf(authorizer), connectionId);
    const closed = await Promise.allSettled(displaced.map(async (other) => gateway.close(other)));
    for (const outcome of closed) if (outcome.status === 'rejected') log.warn('not closed', { error: outcome.reason });
  },
);

import { socket } from '@libs/handler';
import { connections } from '../data/connections.ts';
import { callerOf } from '../live/caller.ts';

/** $disconnect: the socket is closed. API Gateway does not promise to say so: a post to it, or time to live, tells the same later. */
export const handler = socket(undefined, async ({ connectionId, authorizer }, store = connections) =>
  store.remove(callerOf(authorizer), [connectionId]),
);

import { BadRequest } from '@libs/contracts/errors';
import { socket } from '@libs/handler';
import { sockets } from '../adapters/sockets.ts';
import { AnyMessage } from '../contract/live.ts';

/** $default: what has no route of its own. A ping is answered; for anything else the client learns that it means nothing here. */
export const handler = socket(
  AnyMessage,
  async ({ connectionId, body: { action } }, gateway = sockets) => {
    if (action !== 'ping') throw new BadRequest('unknown-action', 'There is no such action: ping, resume');
    await gateway.post(connectionId, { type: 'pong' });
  },
  { tell: sockets.post },
);

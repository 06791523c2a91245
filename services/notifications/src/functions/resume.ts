import { socket } from '@libs/handler';
import { sockets } from '../adapters/sockets.ts';
import { Resume } from '../contract/live.ts';
import { callerOf } from '../live/caller.ts';
import { resume } from '../live/resume.ts';

/** What the client missed, on its own connection. */
export const handler = socket(
  Resume,
  async ({ connectionId, authorizer, body }, answer = resume, gateway = sockets) => {
    await gateway.post(connectionId, await answer(callerOf(authorizer), body));
  },
  { tell: sockets.post },
);

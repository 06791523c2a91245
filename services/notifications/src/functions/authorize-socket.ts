import { authorizer } from '@libs/handler';
import { tokens } from '../adapters/tokens.ts';

/** Lets in who shows a token in the query, since a browser cannot set headers for a WebSocket. */
export const handler = authorizer('token', async ({ query: { token = '' } }, identity = tokens) => {
  const { userId } = await identity.verify(token);
  return { userId };
});

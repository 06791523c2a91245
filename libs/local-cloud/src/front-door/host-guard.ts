import type { IncomingMessage } from 'node:http';

/**
 * Whether a request names this machine in its Host header.
 *
 * A web page anywhere may point its own name at 127.0.0.1 and then read what is served here as its own origin (DNS rebinding); its requests
 * carry that name. The port must be the one that the request came in at.
 */
export function isForThisMachine({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const port = socket.localPort;
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
}

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Counts the connections that were made until this request came. */
  readonly connection: number;
}

export interface Reply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ScriptedService extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly received: readonly Received[];
}

/** A service that answers one request after the other with what it was given; the last reply is for all that follow. */
export async function scriptedService(...replies: readonly [Reply, ...Reply[]]): Promise<ScriptedService> {
  const received: Received[] = [];
  let connections = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const connection = connections;
    const body = (await buffer(request)).toString('latin1');
    const { status = 200, headers: given = {}, body: content } = replies[received.length] ?? replies.at(-1) ?? {};
    received.push({ method, url, headers, body, connection });
    response.writeHead(status, given).end(content);
  };
  const server = createServer((request, response) => {
    // Rejected only when the client went away while it sent: nobody is left to answer.
    answer(request, response).catch(() => response.destroy());
  }).on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

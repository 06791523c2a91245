import { type IncomingMessage, request as send, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, PassThrough, type Readable } from 'node:stream';
import type { DeployedServices } from '../deployed-services.ts';
import { endToEnd, engineDown, forwardedHeaders } from '../forward.ts';
import { isForThisMachine } from '../host-guard.ts';
import { type Problem, sendProblem } from '../problem.ts';
import { join } from './join.ts';
import { socketPath } from './socket-path.ts';

/** What sockets lead to. */
interface Target {
  /** The engine's. */
  endpoint: string;
  services: Pick<DeployedServices, 'claimants' | 'list'>;
}

/** Leads WebSockets to the engine's API: after the handshake bytes are passed on as they come. */
export class Sockets {
  readonly #behind: Target;
  readonly #open = new Set<Duplex>();

  constructor(behind: Target) {
    this.#behind = behind;
  }

  /** Answers an upgrade request; nothing that happens in it ends the process. `head` is what came behind the request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    socket.on('error', () => socket.destroy()); // the caller's connection broke: there is nobody to tell
    const said = new PassThrough();
    said.write(head);
    socket.pipe(said); // a connection that nobody reads does not tell when its caller leaves
    const response = responseOn(request, socket as Socket); // a server of http gives sockets of TCP
    this.#destination(request)
      .then((found) =>
        typeof found === 'string' ? this.#lead(request, response, said, found) : sendProblem(response, found),
      )
      .catch((error: Error) => engineDown(response, this.#behind.endpoint, error));
  }

  /** Cuts all that are open: a server that closes waits for them, and forgets them when it closes its connections. */
  closeAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** The engine's path with the caller's query, or why there is none. */
  async #destination(request: IncomingMessage): Promise<string | Problem> {
    const { services } = this.#behind;
    if (!isForThisMachine(request))
      return { status: 421, type: 'wrong-host', title: 'This is served under 127.0.0.1 and localhost alone.' };
    const [path = '', query] = (request.url ?? '').split('?', 2);
    const names = await services.claimants(socketPath);
    if (names.length > 1)
      return {
        status: 500,
        type: 'path-claimed-twice',
        title: `More than one service is reached below /${socketPath}.`,
        detail: names.join(', '),
      };
    const service = (await services.list()).find(({ name }) => name === names[0]);
    if (path !== `/${socketPath}` || service?.socket === undefined)
      return {
        status: 404,
        type: 'not-found',
        title: 'No WebSocket is served at this path.',
        detail: service?.socket === undefined ? 'No service has one yet.' : `There is one at /${socketPath}.`,
      };
    return service.socket + (query === undefined ? '' : `?${query}`);
  }

  /** Until the protocol is changed the caller may get an answer in HTTP: the engine's refusal, or that it is down. */
  #lead(request: IncomingMessage, response: ServerResponse, said: Readable, path: string): void {
    const { hostname, port, host, origin } = new URL(this.#behind.endpoint);
    const { socket } = request;
    const outgoing = send({
      host: hostname,
      port,
      agent: false,
      method: request.method,
      path,
      headers: [...forwardedHeaders(request, host), 'connection', 'Upgrade', 'upgrade', request.headers.upgrade ?? ''],
    });
    const left = () => outgoing.destroy();
    socket.once('end', left).once('close', left);
    outgoing.once('upgrade', (answer, upstream: Socket, rest) => {
      socket.off('end', left).off('close', left);
      response.detachSocket(socket);
      for (const side of [socket, upstream]) side.setNoDelay(true).setTimeout(0);
      socket.write(handshake(answer));
      socket.write(rest);
      join(socket, said, upstream);
    });
    outgoing.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders, answer.headers));
      answer.pipe(response);
      answer.once('error', () => socket.destroy()); // the engine died amid its refusal
    });
    outgoing.once('error', (error) => engineDown(response, origin, error));
    outgoing.end();
  }
}

/** The engine's answer that the protocol is changed, as it came. */
function handshake({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const fields = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? `${name}: ${rawHeaders[i + 1] ?? ''}\r\n` : []));
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${fields.join('')}\r\n`;
}

/** An answer in HTTP, on the connection that was to become a WebSocket and ends after it. */
function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  return response;
}

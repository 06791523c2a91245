import { type IncomingHttpHeaders, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { sendProblem } from './problem.ts';

/** Headers that are about one connection and not the message: RFC 9110, 7.6.1, and what proxies used before it. */
const hopByHop: ReadonlySet<string> = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade expect'.split(
    ' ',
  ),
);

/** Where a request goes. */
export interface Destination {
  /** The engine's. */
  endpoint: string;
  /** With its query, exactly as it is to be sent. */
  path: string;
  /** Changes headers of the answer: names and values in turn. */
  rewrite?: (headers: string[]) => string[];
}

/**
 * Sends a request on to the engine under another path, and the answer back, both as streams: a body of any size takes no memory.
 * The engine not answering is a 502. Each request has a connection of its own: the engine drops idle ones after 5 s, and one that is
 * dropped while a request is on its way would be a 502 that nobody could explain.
 */
export function forward(request: IncomingMessage, response: ServerResponse, to: Destination): void {
  const { hostname, port, host, origin } = new URL(to.endpoint);
  const outgoing = send({
    host: hostname,
    port,
    agent: false,
    method: request.method,
    path: to.path,
    headers: forwardedHeaders(request, host),
  });
  outgoing.once('response', (answer) => {
    const headers = endToEnd(answer.rawHeaders, answer.headers);
    response.writeHead(answer.statusCode ?? 502, to.rewrite?.(headers) ?? headers);
    answer.pipe(response);
    answer.once('error', () => response.destroy()); // the engine died amid its answer
  });
  outgoing.once('error', (error) => engineDown(response, origin, error));
  response.once('close', () => outgoing.destroy()); // the caller left, or all is sent
  request.once('error', () => outgoing.destroy());
  request.pipe(outgoing);
}

/** A 502 that says which engine did not answer. */
export function engineDown(response: ServerResponse, endpoint: string, error: Error): void {
  sendProblem(response, {
    status: 502,
    type: 'engine-unreachable',
    title: 'The local cloud does not answer.',
    detail: `${endpoint}: ${error.message}. Is npm start still running? Its output says why the engine ended.`,
  });
}

/** The caller's headers as arrays of name and value, with what a function behind API Gateway finds added. */
export function forwardedHeaders(request: IncomingMessage, host: string): string[] {
  const { remoteAddress = '127.0.0.1', localPort = 0 } = request.socket;
  const before = request.headers['x-forwarded-for'];
  const added = {
    host, // the engine tells services apart by it: the caller's own could lead anywhere in it
    'x-forwarded-for': before === undefined ? remoteAddress : `${before.toString()}, ${remoteAddress}`,
    'x-forwarded-host': request.headers.host ?? '',
    'x-forwarded-port': String(localPort),
    'x-forwarded-proto': 'http',
  };
  const kept = endToEnd(request.rawHeaders, request.headers, new Set(Object.keys(added)));
  return [...kept, ...Object.entries(added).flat(), ...framing(request)];
}

/** How the end of the body is told when the caller gave no length: in chunks as it came, or no body at all. */
function framing({ headers, method = '' }: IncomingMessage): string[] {
  if (headers['transfer-encoding'] !== undefined) return ['transfer-encoding', 'chunked'];
  const empty = headers['content-length'] === undefined && /^(?:POST|PUT|PATCH)$/.test(method);
  return empty ? ['content-length', '0'] : [];
}

/** Headers without those of the connection, among them each that `Connection` names. Repeated ones stay repeated. */
export function endToEnd(
  raw: string[],
  parsed: IncomingHttpHeaders,
  replaced: ReadonlySet<string> = new Set(),
): string[] {
  const named = new Set((parsed.connection ?? '').toLowerCase().split(/\s*,\s*/));
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = [raw[i], raw[i + 1]];
    const key = name.toLowerCase();
    if (!hopByHop.has(key) && !named.has(key) && !replaced.has(key)) kept.push(name, value);
  }
  return kept;
}

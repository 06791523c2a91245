import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';

/** How one HTTP exchange is made, as the SDK's `requestHandler` takes it: limits in milliseconds, 0 is none. */
export interface HttpSettings {
  readonly connectionTimeout?: number;
  /** The whole exchange. Only with `throwOnRequestTimeout`, as in the SDK; it is silent (a warning there) without. */
  readonly requestTimeout?: number;
  readonly throwOnRequestTimeout?: boolean;
  /** Silence on the connection. */
  readonly socketTimeout?: number;
  /** `keepAlive: false`: a connection of its own for each exchange, so that none fails because the other side has closed a kept one. */
  readonly httpAgent?: { readonly keepAlive: boolean };
  readonly httpsAgent?: { readonly keepAlive: boolean };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface Exchange {
  readonly method: 'POST' | 'DELETE';
  /** As it goes over the wire: percent-encoded. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}

interface Protocol {
  readonly request: (options: RequestOptions, answer: (message: IncomingMessage) => void) => ClientRequest;
  readonly agent: Agent;
}

const SOCKET_TIMEOUT = 300_000;

/** Loaded when first used, and once: TLS is 65 million instructions that the local cloud's functions do not need. */
const protocols: Record<string, Protocol> = {};

function protocolOf(url: URL): Protocol {
  return (protocols[url.protocol] ??= url.protocol === 'http:' ? load('node:http') : load('node:https'));
}

function load(name: 'node:http' | 'node:https'): Protocol {
  const { Agent: KeepAlive, request } = process.getBuiltinModule(name);
  return { request, agent: new KeepAlive({ keepAlive: true, maxSockets: 50 }) };
}

/** One request and its answer, over a connection that is kept unless the settings say otherwise. Rejects with Node's error (`code`), `TimeoutError` or `AbortError`. */
export function exchange(
  url: URL,
  { method, path, headers, body }: Exchange,
  settings: HttpSettings,
  signal?: AbortSignal,
): Promise<Answer> {
  const { request, agent: kept } = protocolOf(url);
  const { keepAlive = true } = (url.protocol === 'http:' ? settings.httpAgent : settings.httpsAgent) ?? {};
  const agent = keepAlive ? kept : false;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const sent = request(
      { method, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, path, headers, agent },
      (message) => {
        let text = '';
        message.setEncoding('utf8');
        message.on('data', (chunk: string) => (text += chunk));
        message.on('end', () => resolve({ status: message.statusCode ?? 0, headers: message.headers, text }));
        message.on('error', fail);
      },
    );
    sent.on('error', fail);
    const stopTimers = limit(sent, settings, fail);
    const onAbort = () => {
      fail(aborted(signal));
      sent.destroy();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    sent.once('close', () => {
      stopTimers?.();
      signal?.removeEventListener('abort', onAbort);
    });
    sent.end(body);

    function fail(error: Error & { code?: string }): void {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ETIMEDOUT')
        error.name = 'TimeoutError';
      reject(error);
    }
  });
}

function limit(sent: ClientRequest, settings: HttpSettings, fail: (error: Error) => void): (() => void) | undefined {
  const { connectionTimeout = 0, requestTimeout = 0, throwOnRequestTimeout = false, socketTimeout } = settings;
  const stop = (message: string) => {
    fail(Object.assign(new Error(message), { name: 'TimeoutError' }));
    sent.destroy();
  };
  sent.setTimeout(socketTimeout ?? SOCKET_TIMEOUT, () => stop('the connection was silent for too long'));
  const timers: NodeJS.Timeout[] = [];
  if (requestTimeout > 0 && throwOnRequestTimeout) {
    timers.push(setTimeout(() => stop(`no answer within ${requestTimeout} ms`), requestTimeout));
  }
  if (connectionTimeout > 0) {
    const timer = setTimeout(() => stop(`no connection within ${connectionTimeout} ms`), connectionTimeout);
    timers.push(timer);
    sent.once('socket', (socket) => {
      if (!socket.connecting) clearTimeout(timer);
      else socket.once('connect', () => clearTimeout(timer));
    });
  }
  return timers.length === 0 ? undefined : () => timers.forEach((timer) => clearTimeout(timer));
}

function aborted(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return Object.assign(new Error('Request aborted', { cause: reason }), { name: 'AbortError' });
}

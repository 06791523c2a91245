import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Call, inputOf, operationOf } from './call.ts';
import type { Answer, Exchange, Fault } from './fault.ts';
import { refusal } from './refuse.ts';

export interface InjectOptions {
  /** How many calls it meets; Infinity for all. */
  times?: number;
  /** Lets so many matching calls pass first. */
  after?: number;
  /** Meets only calls whose input satisfies it. */
  when?: (input: never) => boolean;
}

/** An injected fault that met no call: the test proves nothing about it. */
export class FaultNeverMet extends Error {
  override readonly name = 'FaultNeverMet';
  constructor(faults: readonly string[], calls: readonly Call[]) {
    const seen = [...new Set(calls.map(({ operation }) => operation))].join(', ') || 'none';
    super(
      `No call met ${faults.join(', ')}. Calls that came: ${seen}. Check the operation's name, and that the client uses the proxy.`,
    );
  }
}

/** A proxy between SDK clients and the engine, where calls can be made to go wrong. */
export interface FaultyProxy extends AsyncDisposable {
  /** For a client's `endpoint`, on 127.0.0.1. */
  readonly endpoint: string;
  /** Every call in the order of its arrival, with what became of it. */
  readonly calls: readonly Call[];
  /** The calls of one operation. */
  callsOf(operation: string): readonly Call[];
  /**
   * Makes calls of an operation (`DynamoDB.PutItem`; `*` for all) go wrong. Of several faults the one injected first is met first.
   * @example proxy.inject('DynamoDB.PutItem', throttle(), { times: 2, when: ({ TableName }: PutItemInput) => TableName === table })
   */
  inject(operation: string, fault: Fault, options?: InjectOptions): void;
  /** From now on everything passes; what was recorded stays. */
  heal(): void;
  /** The same address through the proxy. The SQS client sends to the host of the queue's URL, whatever its endpoint. */
  through(url: string): string;
  /** @throws FaultNeverMet when an injected fault met no call */
  stop(): Promise<void>;
}

interface Injected extends Required<Omit<InjectOptions, 'when'>> {
  readonly operation: string;
  readonly fault: Fault;
  readonly when: (input: never) => boolean;
  met: number;
}

/**
 * Starts a proxy in front of an engine (or of another proxy) on a free port.
 * @param target the engine's endpoint, `http://127.0.0.1:4566`
 * @example
 * await using proxy = await faultyProxy(engine.endpoint);
 * const client = new DynamoDBClient({ endpoint: proxy.endpoint });
 * proxy.inject('DynamoDB.PutItem', throttle(), { times: 2 });
 */
export const faultyProxy = async (target: string): Promise<FaultyProxy> => {
  const calls: Call[] = [];
  const agent = new http.Agent({ keepAlive: true });
  let injected: Injected[] = [];
  const all: Injected[] = [];

  const faultFor = ({ operation, input }: Call): Fault | undefined => {
    for (const candidate of injected) {
      if (candidate.operation !== '*' && candidate.operation !== operation) continue;
      if (!candidate.when(input as never)) continue; // the test states the type of the operation that it names
      if (candidate.after > 0) {
        candidate.after -= 1;
        continue;
      }
      if (candidate.met >= candidate.times) continue;
      candidate.met += 1;
      return candidate.fault;
    }
    return undefined;
  };

  const server = http.createServer((request, response) => {
    // Rejected only when the client itself went away while it sent: nobody is left to answer.
    handle(request, response).catch(() => response.destroy());
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { method = 'GET', url = '/', headers } = request;
    const call: Call = {
      operation: operationOf(method, url, headers),
      input: inputOf(body),
      fate: 'passed',
      delivered: false,
    };
    calls.push(call);
    const exchange: Exchange = {
      call,
      forward: (input) => {
        call.delivered = true;
        const sent = input === undefined ? body : Buffer.from(JSON.stringify(input));
        return ask(
          new URL(url, target),
          { method, agent, headers: { ...headers, 'content-length': sent.length } },
          sent,
        );
      },
      answer: ({ status, headers: given, body: content }) => {
        response.writeHead(status, { ...given, 'content-length': content.length }).end(content);
      },
      cut: () => {
        request.socket.destroy();
      },
    };
    const fault = faultFor(call);
    call.fate = fault?.name ?? call.fate;
    try {
      await (fault === undefined ? exchange.answer(await exchange.forward()) : fault.meet(exchange));
    } catch (cause) {
      // A fault for another operation, or an engine that is gone: the client gets an error that names it, and does not try again (400).
      const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
      exchange.answer(refusal(call.operation, name, 400, message));
    }
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  const endpoint = `http://127.0.0.1:${address.port}`;

  const stop = async () => {
    server.closeAllConnections();
    agent.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
    const unmet = all.filter(({ met }) => met === 0).map(({ operation, fault }) => `${fault.name} of ${operation}`);
    all.length = 0;
    if (unmet.length > 0) throw new FaultNeverMet(unmet, calls);
  };

  return {
    endpoint,
    calls,
    callsOf: (operation) => calls.filter((call) => call.operation === operation),
    inject: (operation, fault, { times = 1, after = 0, when = () => true } = {}) => {
      const entry = { operation, fault, times, after, when, met: 0 };
      injected.push(entry);
      all.push(entry);
    },
    heal: () => {
      injected = [];
    },
    through: (url) => url.replace(new URL(url).origin, endpoint),
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

/** One request to the engine, with the client's own Host header: it is part of what was signed. */
const ask = (url: URL, options: http.RequestOptions, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => {
      buffer(response).then(
        (content) =>
          resolve({ status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: content }),
        reject,
      );
    });
    request.once('error', reject).end(body);
  });

/** Without the headers that belong to one connection only (RFC 9110, 7.6.1); the length is set anew. */
const endToEnd = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'x-amz-crc32'].includes(name)
        ? []
        : [[name, String(value)]],
    ),
  );

import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Call, operationOf } from './call.ts';
import type { Exchange, Fault } from './fault.ts';
import { forward } from './forward.ts';
import { type InjectOptions, Injections } from './injections.ts';
import { refusal } from './refuse.ts';
import { bodyOf, inputOf } from './wire.ts';

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
  /**
   * The same address through the proxy: the SQS client sends to the host of the queue's URL, whatever AWS_ENDPOINT_URL says. Only one with an
   * `endpoint` in its configuration sends there.
   */
  through(url: string): string;
  /** @throws FaultNeverMet when an injected fault met no call */
  stop(): Promise<void>;
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
  const injections = new Injections();

  const server = http.createServer((request, response) => {
    // Rejected only when the client itself went away while it sent: nobody is left to answer.
    handle(request, response).catch(() => response.destroy());
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { method = 'GET', url = '/', headers } = request;
    const operation = operationOf(method, url, headers, body);
    const call: Call = { operation, input: inputOf(operation, url, body), fate: 'passed', delivered: false };
    calls.push(call);
    const exchange: Exchange = {
      call,
      forward: (input) => {
        call.delivered = true;
        const sent = input === undefined ? body : bodyOf(operation, input, body);
        return forward(
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
    const fault = injections.meet(call);
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
    injections.assertAllMet(calls);
  };

  return {
    endpoint,
    calls,
    callsOf: (operation) => calls.filter((call) => call.operation === operation),
    inject: (operation, fault, options) => injections.add(operation, fault, options),
    heal: () => injections.heal(),
    through: (url) => url.replace(new URL(url).origin, endpoint),
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

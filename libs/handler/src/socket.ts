import type { MessageBody, MessageContract } from '@libs/contracts';
import { BadRequest, type Failure, PayloadTooLarge, type Violation } from '@libs/contracts/errors';
import { correlate, type Log, log } from '@libs/observability';
import type { APIGatewayProxyStructuredResultV2, APIGatewayProxyWebsocketEventV2, Context } from 'aws-lambda';
import { checkAgainst, parseJson } from './batch/json.ts';
import { statusOf, toFailure } from './failure.ts';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

export interface SocketInput<M extends MessageContract | undefined> {
  readonly connectionId: string;
  /** `$connect`, `$disconnect`, `$default`, or a route of the API's own. */
  readonly routeKey: string;
  readonly body: M extends MessageContract ? MessageBody<M> : undefined;
  /** What the API's authorizer said of the caller when the connection was opened. */
  readonly authorizer: Readonly<Record<string, unknown>>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What became of a message that could not be worked off: the members of a problem (RFC 9457) that a client needs. */
export interface SocketProblem {
  readonly type: 'error';
  /** `/problems/invalid-message`: stable. */
  readonly problem: string;
  readonly title: string;
  readonly errors?: readonly Violation[];
  readonly correlationId: string;
}

export interface SocketOptions extends PresetOptions {
  /**
   * How the sender of a message learns that it failed. Without it nobody tells them: what a route returns goes nowhere, unless the API has a
   * route response.
   */
  readonly tell?: (connectionId: string, problem: SocketProblem) => Promise<unknown>;
}

type SocketEvent = APIGatewayProxyWebsocketEventV2 & { requestContext: { authorizer?: Record<string, unknown> } };

/** Bytes of a message: those of one frame of API Gateway, which hands on up to 128 KB. */
const MOST_BYTES = 32_768;

/**
 * The preset of a route of a WebSocket API. Give a contract where messages have a body, `undefined` for `$connect` and `$disconnect`.
 * A Failure becomes its status with its slug; what is unknown becomes 500.
 */
export function socket<const M extends MessageContract | undefined, L extends Logic<SocketInput<M>, void>>(
  contract: M,
  logic: L,
  options: SocketOptions = {},
): Preset<SocketEvent, APIGatewayProxyStructuredResultV2, L> {
  checkOptions('socket', options, ['tell', 'use']);
  const { tell, use = [] } = options;

  async function handle(event: SocketEvent, context: Context): Promise<APIGatewayProxyStructuredResultV2> {
    const { connectionId, routeKey, requestId: correlationId, authorizer = {} } = event.requestContext;
    try {
      const about = { trigger: 'socket', operation: routeKey, correlationId, context, statusOf } as const;
      await invocation(about, async (signal) => {
        const body = contract ? bodyOf(event, contract) : undefined;
        await logic({ connectionId, routeKey, authorizer, body: body as SocketInput<M>['body'], log, signal });
      });
      return { statusCode: 200 };
    } catch (error) {
      const problem = problemOf(toFailure(error), correlationId);
      if (tell) await correlate({ correlationId }, async () => tellOf(problem, connectionId));
      return { statusCode: statusOf(error), ...(tell ? {} : { body: JSON.stringify(problem) }) };
    }
  }

  async function tellOf(problem: SocketProblem, connectionId: string): Promise<void> {
    try {
      await tell?.(connectionId, problem);
    } catch (error) {
      log.warn('the sender could not be told', { error });
    }
  }
  return preset(stack(handle, use), logic);
}

function bodyOf({ body = '', isBase64Encoded }: SocketEvent, contract: MessageContract): unknown {
  if (isBase64Encoded) throw new BadRequest('binary-message', 'This API takes text, no binary messages');
  if (Buffer.byteLength(body) > MOST_BYTES) {
    throw new PayloadTooLarge('message-too-large', `A message has at most ${MOST_BYTES} bytes`);
  }
  const message = { body: parseJson(body) };
  checkAgainst(contract.validate, message);
  return message.body;
}

function problemOf(failure: Failure | undefined, correlationId: string): SocketProblem {
  return {
    type: 'error',
    problem: `/problems/${failure?.type ?? 'internal-error'}`,
    title: failure?.title ?? 'Something went wrong on our side',
    ...(failure?.errors && { errors: failure.errors }),
    correlationId,
  };
}

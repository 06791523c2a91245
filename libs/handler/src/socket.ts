import type { MessageBody, MessageContract } from '@libs/contracts';
import { type Log, log } from '@libs/observability';
import type { APIGatewayProxyStructuredResultV2, APIGatewayProxyWebsocketEventV2, Context } from 'aws-lambda';
import { checkAgainst, parseJson } from './batch/json.ts';
import { toFailure } from './failure.ts';
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

type SocketEvent = APIGatewayProxyWebsocketEventV2 & { requestContext: { authorizer?: Record<string, unknown> } };

/**
 * The preset of a route of a WebSocket API. Give a contract where messages have a body, `undefined` for `$connect` and `$disconnect`.
 * A Failure becomes its status with its slug; what is unknown becomes 500.
 */
export function socket<const M extends MessageContract | undefined, L extends Logic<SocketInput<M>, void>>(
  contract: M,
  logic: L,
  options: PresetOptions = {},
): Preset<SocketEvent, APIGatewayProxyStructuredResultV2, L> {
  checkOptions('socket', options, ['use']);
  const { use = [] } = options;

  async function handle(event: SocketEvent, context: Context): Promise<APIGatewayProxyStructuredResultV2> {
    const { connectionId, routeKey, requestId, authorizer = {} } = event.requestContext;
    try {
      await invocation(
        { trigger: 'socket', operation: routeKey, correlationId: requestId, context },
        async (signal) => {
          const message = { body: contract ? parseJson(event.body ?? '') : undefined };
          if (contract) checkAgainst(contract.validate, message);
          await logic({
            connectionId,
            routeKey,
            authorizer,
            body: message.body as SocketInput<M>['body'],
            log,
            signal,
          });
        },
      );
      return { statusCode: 200 };
    } catch (error) {
      const { status, type } = toFailure(error) ?? { status: 500, type: 'internal-error' };
      return { statusCode: status, body: JSON.stringify({ type: `/problems/${type}`, correlationId: requestId }) };
    }
  }
  return preset(stack(handle, use), logic);
}

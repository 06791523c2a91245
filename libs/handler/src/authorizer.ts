import { type Log, log } from '@libs/observability';
import type { APIGatewayAuthorizerResult, Context } from 'aws-lambda';
import { statusOf, toFailure } from './failure.ts';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

export interface AuthorizerInput {
  /** Names as they came: a query's are case-sensitive. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Who calls: every function behind this authorizer finds it in `authorizer`, all values as text. */
export type AuthorizerOutput = Readonly<Record<string, string>>;

/** What API Gateway hands to an authorizer of the type REQUEST, as far as it is read. */
export interface AuthorizerEvent {
  readonly methodArn: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext: { readonly requestId: string };
}

/**
 * The preset of a Lambda authorizer (REQUEST) of a WebSocket API. What a Failure refuses is a policy that denies, hence 403 for the caller and no error
 * of the function: an alarm on errors is for what is broken. Anything else, `Retryable` included, is thrown, hence 500.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @example
 * export const handler = authorizer('token', async ({ query }, verify = verifyToken) => ({ userId: await verify(query.token) }));
 */
export function authorizer<L extends Logic<AuthorizerInput, AuthorizerOutput>>(
  name: string,
  logic: L,
  options: PresetOptions = {},
): Preset<AuthorizerEvent, APIGatewayAuthorizerResult, L> {
  checkOptions('authorizer', options, ['use']);
  const { use = [] } = options;

  async function handle(event: AuthorizerEvent, context: Context): Promise<APIGatewayAuthorizerResult> {
    const { methodArn, queryStringParameters, requestContext } = event;
    const { requestId: correlationId } = requestContext;
    const query = queryStringParameters ?? {};
    try {
      const about = { trigger: 'authorizer', operation: name, correlationId, context, statusOf } as const;
      const who = await invocation(about, async (signal) => logic({ query, log, signal }));
      return policy('Allow', methodArn, who);
    } catch (error) {
      if (!toFailure(error)?.permanent) throw error;
      return policy('Deny', methodArn);
    }
  }
  return preset(stack(handle, use), logic);
}

function policy(
  Effect: 'Allow' | 'Deny',
  Resource: string,
  context?: Readonly<Record<string, string>>,
): APIGatewayAuthorizerResult {
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource }];
  return {
    principalId: context === undefined ? 'nobody' : 'caller',
    policyDocument: { Version: '2012-10-17', Statement },
    ...(context && { context }),
  };
}

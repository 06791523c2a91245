import { correlationIdFrom, type Log, log } from '@libs/observability';
import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
  Context,
} from 'aws-lambda';
import type { AuthorizerOutput } from './authorizer.ts';
import { statusOf, toFailure } from './failure.ts';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

export interface HttpAuthorizerInput {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** API Gateway's own, of this very request. */
  readonly requestId: string;
  /** `X-Correlation-Id` where it is one, else the request id without what a correlation id may not hold. */
  readonly correlationId: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * The preset of a Lambda authorizer (REQUEST, payload 2.0, simple responses) of an HTTP API, for routes that a JWT authorizer is too little for.
 * What the code gives is `$context.authorizer.<name>` to the integration. What a Failure refuses is 403 for the caller and no error of the
 * function; anything else, `Retryable` included, is thrown, hence 500. 401 is given by API Gateway alone, when the identity source is missing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function httpAuthorizer<L extends Logic<HttpAuthorizerInput, AuthorizerOutput>>(
  name: string,
  logic: L,
  options: PresetOptions = {},
): Preset<APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult<AuthorizerOutput>, L> {
  checkOptions('httpAuthorizer', options, ['use']);
  const { use = [] } = options;

  async function handle(
    { headers: given, pathParameters, requestContext: { requestId } }: APIGatewayRequestAuthorizerEventV2,
    context: Context,
  ): Promise<APIGatewaySimpleAuthorizerWithContextResult<AuthorizerOutput>> {
    const headers = lowerCase(given ?? {});
    const params = pathParameters ?? {};
    const correlationId = correlationIdFrom(headers['x-correlation-id'], requestId.replaceAll(/[^\w.:-]/g, ''));
    const about = { trigger: 'authorizer', operation: name, correlationId, context, statusOf } as const;
    try {
      const who = await invocation(about, async (signal) =>
        logic({ headers, params, requestId, correlationId, log, signal }),
      );
      return { isAuthorized: true, context: who };
    } catch (error) {
      if (!toFailure(error)?.permanent) throw error;
      return { isAuthorized: false, context: {} };
    }
  }
  return preset(stack(handle, use), logic);
}

function lowerCase(headers: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

import type { Route } from '@libs/contracts';
import { correlate, correlation, correlationIdFrom, log, traced } from '@libs/observability';
import contentNegotiation from '@middy/http-content-negotiation';
import httpErrorHandler from '@middy/http-error-handler';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import validator from '@middy/validator';
import warmup from '@middy/warmup';
import type { Context } from 'aws-lambda';
import { type Logic, type Preset, preset } from '../logic.ts';
import { checkOptions, type PresetOptions } from '../options.ts';
import { stack } from '../stack.ts';
import { checkBodySize } from './body.ts';
import { authorize } from './caller.ts';
import { type ApiEvent, type ApiResult, headerOf } from './event.ts';
import type { ApiInput, ApiOutput, Caller } from './input.ts';
import { problems } from './problems.ts';
import { readRepeatedQuery } from './query.ts';
import { record } from './record.ts';
import { respond } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { headersOf } from './request-headers.ts';
import { ifMatchOf } from './version.ts';

export interface ApiOptions extends PresetOptions {
  /** Whether `Idempotency-Key` is honoured; default: on POST. Needs TABLE_NAME. */
  readonly idempotency?: boolean;
  /** How long before Lambda kills the function it answers 503, in milliseconds; default 500. */
  readonly timeoutEarlyInMillis?: number;
}

/** Only the media type: the API gateway compresses, and nothing is translated here. */
const JSON_ONLY = {
  parseCharsets: false,
  parseEncodings: false,
  parseLanguages: false,
  availableMediaTypes: ['application/json', 'application/problem+json'],
};

/**
 * The preset of an HTTP route: `docs/handlers.md` lists what it does, in which order, and why.
 * @example
 * export const handler = api(GetMe, async ({ caller }, store = profiles) => store.get(caller.id));
 */
export function api<R extends Route, L extends Logic<ApiInput<R>, ApiOutput<R>>>(
  route: R,
  logic: L,
  options: ApiOptions = {},
): Preset<ApiEvent, ApiResult, L> {
  checkOptions('api', options, ['idempotency', 'timeoutEarlyInMillis', 'use']);
  const { idempotency = route.method === 'POST', timeoutEarlyInMillis = 500, use = [] } = options;
  const operation = `${route.method} ${route.path}`;

  async function handle(
    event: ApiEvent,
    context: Context & { caller?: Caller },
    { signal }: { signal: AbortSignal },
  ): Promise<ApiResult> {
    const { caller } = context;
    const input = {
      params: event.pathParameters,
      query: event.queryStringParameters,
      headers: headersOf(event, route),
      body: route.hasBody ? event.body : undefined,
      caller,
      ifMatch: route.versioned ? ifMatchOf(event.headers['if-match']) : undefined,
      correlationId: correlation()?.correlationId ?? context.awsRequestId,
      log,
      signal,
    };
    // The one place where the contract's types meet what was validated against the contract.
    const call = async () => logic(input as unknown as ApiInput<R>);
    const key = idempotency ? event.headers['idempotency-key'] : undefined;
    if (key === undefined) return respond(route, await call(), event.headers['if-none-match']);
    const { once } = await import('./idempotency.ts');
    const payload = { body: input.body ?? null, params: input.params, query: input.query };
    // What is kept is the answer, and not the result: a second request gets the same, headers and all.
    const answer = async () => respond(route, await call(), undefined);
    return once({ operation, key, caller: caller?.id ?? '', payload, context }, answer);
  }

  // A page is for whoever asks for it, and a redirect has no body to be negotiated: what an `<img>` accepts is no JSON.
  const answersJson = route.produces === 'application/json' && route.status !== 302;
  const json = [{ before: checkBodySize }, httpJsonBodyParser()];
  const run = stack(
    handle,
    [
      warmup(),
      record(operation),
      ...securityHeaders(route),
      httpErrorHandler({ logger: false }),
      problems,
      httpHeaderNormalizer(),
      httpEventNormalizer(),
      authorize(route.auth),
      ...(answersJson ? [contentNegotiation(JSON_ONLY)] : []),
      { before: ({ event }: { event: ApiEvent }) => readRepeatedQuery(event, route) },
      ...(route.hasBody ? json : []),
      validator({ eventSchema: route.validate as never }),
      ...use,
    ],
    timeoutEarlyInMillis,
  );

  return preset(async function apiHandler(event, context) {
    return correlate({ correlationId: correlationIdOf(event, context) }, () =>
      traced(operation, () => run(event, context)),
    );
  }, logic);
}

/** `X-Correlation-Id` of the request when it is well formed, else the id of this invocation. */
function correlationIdOf(event: ApiEvent, context: Context): string {
  return correlationIdFrom(headerOf(event, 'x-correlation-id'), context.awsRequestId);
}

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

export interface HttpEventOptions {
  /** As the route declares it, `/users/{id}`; with `params` it gives the path. */
  route?: string;
  params?: Record<string, string>;
  /** A value that is given twice is joined by a comma, as API Gateway does it. */
  query?: Record<string, string | readonly string[]>;
  /** Keys come lower-case from a real API; given as they are here, so that a test can send any case. */
  headers?: Record<string, string>;
  /** An object is sent as JSON with its content type; a string as it is; a Buffer in base64. */
  body?: unknown;
  /** Claims of a verified access or id token; null for a route without an authorizer. */
  claims?: Record<string, string | readonly string[]> | null;
  /** Epoch milliseconds at which the request arrived. */
  at?: number;
}

/** The caller of `httpEvent` unless its claims say otherwise. */
export const ada = { sub: '6d1f2a3c-4b5e-4f60-8a7b-9c0d1e2f3a4b', email: 'ada@example.com' } as const;

/**
 * A request as an HTTP API hands it to a function: payload format 2.0, JWT authorizer.
 * Source of the shape: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @example httpEvent('PATCH', { route: '/users/me', body: { displayName: 'Ada' } })
 */
export const httpEvent = (
  method: string,
  { route = '/', params = {}, query = {}, headers = {}, body, claims = {}, at = Date.now() }: HttpEventOptions = {},
): APIGatewayProxyEventV2WithJWTAuthorizer => {
  const path = route.replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => params[name] ?? `{${name}}`);
  const pairs: [string, string][] = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((single): [string, string] => [name, single]),
  );
  const sent = payload(body);
  return {
    version: '2.0',
    routeKey: `${method} ${route}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(pairs).toString(),
    headers: {
      accept: '*/*',
      ...(sent && { 'content-length': String(Buffer.byteLength(sent.body)) }),
      ...(sent?.json && { 'content-type': 'application/json' }),
      host: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
      'user-agent': 'curl/8.11.1',
      'x-amzn-trace-id': 'Root=1-67ae2d80-0123456789abcdef01234567',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    // Absent, not empty, when there are none: a function that reads them unguarded fails here as it would on AWS.
    ...(pairs.length > 0 && {
      queryStringParameters: Object.fromEntries(Object.entries(query).map(([k, v]) => [k, [v].flat().join(',')])),
    }),
    ...(Object.keys(params).length > 0 && { pathParameters: params }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'a1b2c3d4e5',
      authorizer: {
        principalId: '',
        integrationLatency: 0,
        jwt: { claims: asSent({ ...claimsOf(at), ...claims }), scopes: [] },
      },
      domainName: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'a1b2c3d4e5',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.11.1' },
      requestId: randomUUID(),
      routeKey: `${method} ${route}`,
      stage: '$default',
      time: new Date(at).toUTCString(),
      timeEpoch: at,
      // @types/aws-lambda has no type for an API of which only some routes have the authorizer.
      ...(claims === null && { authorizer: undefined as never }),
    },
    ...(sent && { body: sent.body }),
    isBase64Encoded: sent?.base64 ?? false,
  };
};

/** HTTP APIs pass every claim as a string, a list (`cognito:groups`) as `[a b]`. */
const asSent = (claims: Record<string, string | readonly string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([k, v]) => [k, typeof v === 'string' ? v : `[${v.join(' ')}]`]));

/** Claims of a Cognito id token. */
const claimsOf = (at: number) => ({
  ...ada,
  aud: '4v5w6x7y8z9a0b1c2d3e4f5g6h',
  iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Longhouse',
  token_use: 'id',
  auth_time: String(Math.floor(at / 1000)),
  iat: String(Math.floor(at / 1000)),
  exp: String(Math.floor(at / 1000) + 3600),
});

const payload = (body: unknown): { body: string; json?: true; base64?: true } | undefined => {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return { body: body.toString('base64'), base64: true };
  return typeof body === 'string' ? { body } : { body: JSON.stringify(body), json: true };
};

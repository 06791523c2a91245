import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';

const BODY = JSON.stringify({ title: 'Hello', text: 'A note of the usual length, which is to say not very long.' });
const HEADERS = {
  accept: '*/*',
  host: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
  'user-agent': 'curl/8.11.1',
  'x-amzn-trace-id': 'Root=1-67ae2d80-0123456789abcdef01234567',
  'x-correlation-id': '7b0a1f6e-5a34-4d5e-9c0f-1a2b3c4d5e6f',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
};

/** A new request, as an HTTP API with a JWT authorizer hands it over (payload format 2.0): a handler may change it. */
export function request(method: 'POST' | 'GET'): APIGatewayProxyEventV2WithJWTAuthorizer {
  const post = method === 'POST';
  const id = '0d4c7a5e-3c3b-4c3a-9d0e-0a8a4a1f2b3c';
  const path = post ? '/notes' : `/notes/${id}`;
  const routeKey = post ? 'POST /notes' : 'GET /notes/{id}';
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: {
      ...HEADERS,
      ...(post ? { 'content-type': 'application/json', 'content-length': String(BODY.length) } : {}),
    },
    ...(post ? { body: BODY } : { pathParameters: { id } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'a1b2c3d4e5',
      authorizer: {
        principalId: '',
        integrationLatency: 0,
        jwt: { claims: { sub: '6d1f2a3c-4b5e-4f60-8a7b-9c0d1e2f3a4b' }, scopes: [] },
      },
      domainName: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'a1b2c3d4e5',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.11.1' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey,
      stage: '$default',
      time: '21/Nov/2026:10:00:00 +0000',
      timeEpoch: 1_795_255_200_000,
    },
    isBase64Encoded: false,
  };
}

/** The context of one invocation, as Lambda's runtime makes it. */
export function lambdaContext(): Context {
  // A minute: under valgrind a call takes seconds.
  const deadline = Date.now() + 60_000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'notes-bench',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:notes-bench',
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: '/aws/lambda/notes-bench',
    logStreamName: '2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

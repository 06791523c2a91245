import { Forbidden, Retryable } from '@libs/contracts/errors';
import { lambdaContext } from '@libs/testing';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { httpAuthorizer } from '../src/index.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
const request = (given: Partial<APIGatewayRequestAuthorizerEventV2> = {}) =>
  ({
    version: '2.0',
    type: 'REQUEST',
    routeArn: 'arn:aws:execute-api:eu-central-1:000000000000:a1b2c3/$default/POST/topics/news/messages',
    identitySource: ['Bearer a.b.c'],
    routeKey: 'POST /topics/{topic}/messages',
    rawPath: '/topics/news/messages',
    rawQueryString: '',
    cookies: [],
    headers: { Authorization: 'Bearer a.b.c' },
    pathParameters: { topic: 'news' },
    requestContext: { requestId: 'JKJaXmPLvHcESHA=' },
    ...given,
  }) as APIGatewayRequestAuthorizerEventV2;

it('lets in whom the code knows, and tells the integration what the code gave', async () => {
  const handler = httpAuthorizer('news', async ({ headers, params, requestId, correlationId }) => ({
    token: headers['authorization'] ?? '',
    topic: params['topic'] ?? '',
    requestId,
    correlationId,
  }));
  expect(await handler(request(), lambdaContext())).toEqual({
    isAuthorized: true,
    context: {
      token: 'Bearer a.b.c',
      topic: 'news',
      requestId: 'JKJaXmPLvHcESHA=',
      correlationId: 'JKJaXmPLvHcESHA',
    },
  });
});

it("takes the caller's correlation id, when it is one", async () => {
  const handler = httpAuthorizer('news', async ({ correlationId }) => ({ correlationId }));
  const answer = async (id: string) => handler(request({ headers: { 'x-correlation-id': id } }), lambdaContext());
  expect(await answer('c-1')).toMatchObject({ context: { correlationId: 'c-1' } });
  expect(await answer('"}')).toMatchObject({ context: { correlationId: 'JKJaXmPLvHcESHA' } });
});

it('keeps out whom the code refuses, without an error of its own', async () => {
  const handler = httpAuthorizer('news', async () => {
    throw new Forbidden('group-required', 'Only members of the group admin may do this');
  });
  expect(await handler(request(), lambdaContext())).toEqual({ isAuthorized: false, context: {} });
});

it.each([
  ['what may pass later', new Retryable('keys-missing', 'The keys cannot be had')],
  ['a fault of ours', new TypeError('of ours')],
])('throws %s, which refuses nobody', async (_, error) => {
  const handler = httpAuthorizer('news', async () => {
    throw error;
  });
  await expect(handler(request(), lambdaContext())).rejects.toBe(error);
});

it('has no headers and no parameters where the request has none', async () => {
  const handler = httpAuthorizer('news', async ({ headers, params }) => ({
    count: `${Object.keys(headers).length + Object.keys(params).length}`,
  }));
  const { headers: _headers, pathParameters: _parameters, ...bare } = request();
  expect(await handler(bare, lambdaContext())).toMatchObject({ context: { count: '0' } });
});

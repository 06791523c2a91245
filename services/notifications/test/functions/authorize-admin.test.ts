import { Forbidden } from '@libs/contracts/errors';
import { lambdaContext } from '@libs/testing';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { handler } from '../../src/functions/authorize-admin.ts';

const tools = { log: console as never, signal: new AbortController().signal };

/** What two people show, and what of it is true. */
const identity = {
  verify: async (token: string) => {
    if (token === 'ada') return { userId: 'ada', groups: ['editors', 'admin'] };
    if (token === 'grace') return { userId: 'grace', groups: ['administrators'] };
    throw new Forbidden('token-refused', 'The token is not valid, or no longer');
  },
};

const ask = async (headers: Record<string, string>, topic = 'news', requestId = 'JKJaXmPLvHcESHA=') =>
  handler.logic({ headers, params: { topic }, requestId, correlationId: 'c-1', ...tools }, identity);

it('tells who sends what to which topic', async () => {
  expect(await ask({ authorization: 'Bearer ada' })).toEqual({
    caller: 'ada',
    topic: 'news',
    key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    correlationId: 'c-1',
  });
});

it('takes the scheme in any case, and none', async () => {
  for (const authorization of ['bearer ada', 'BEARER  ada', 'ada']) {
    expect(await ask({ authorization })).toMatchObject({ caller: 'ada' });
  }
});

it('gives the same key to the same Idempotency-Key alone, else one to each request', async () => {
  const key = async (header: string | undefined, requestId: string) => {
    const headers = { authorization: 'ada', ...(header === undefined ? {} : { 'idempotency-key': header }) };
    return (await ask(headers, 'news', requestId))['key'];
  };
  expect(await key('k1', 'r1')).toBe(await key('k1', 'r2'));
  expect(await key('k1', 'r1')).not.toBe(await key('k2', 'r1'));
  expect(await key(undefined, 'r1')).not.toBe(await key(undefined, 'r2'));
  expect(await key('"},"caller":{"', 'r1')).toMatch(/^[0-9a-f]{64}$/);
});

it('refuses those who are not in the group, and tokens of nobody', async () => {
  await expect(ask({ authorization: 'Bearer grace' })).rejects.toMatchObject({ type: 'group-required' });
  await expect(ask({ authorization: 'Bearer forged' })).rejects.toMatchObject({ type: 'token-refused' });
  await expect(ask({})).rejects.toMatchObject({ type: 'token-refused' });
});

it.each(['News', 'a"b', '', 'a/b', 'x'.repeat(65)])('refuses the topic "%s"', async (topic) => {
  await expect(ask({ authorization: 'ada' }, topic)).rejects.toMatchObject({ type: 'invalid-topic' });
});

it('answers as API Gateway wants it, when there is no token that could be one', async () => {
  process.env['USER_POOL_ID'] = 'eu-central-1_Longhouse';
  process.env['USER_POOL_CLIENT_ID'] = '4v5w6x7y8z9a0b1c2d3e4f5g6h';
  const request = {
    headers: { authorization: 'Bearer none' },
    pathParameters: { topic: 'news' },
    requestContext: { requestId: 'JKJaXmPLvHcESHA=' },
  } as unknown as APIGatewayRequestAuthorizerEventV2;
  expect(await handler(request, lambdaContext())).toEqual({ isAuthorized: false, context: {} });
});

import { route, Type } from '@libs/contracts';
import { Conflict, PreconditionFailed, Retryable } from '@libs/contracts/errors';
import { ada, type HttpEventOptions, lambdaContext } from '@libs/testing';
import { api, reply } from '../src/index.ts';
import { call } from './support/call.ts';

const Thing = Type.Object({
  id: Type.String({ maxLength: 40 }),
  name: Type.String({ maxLength: 80 }),
  version: Type.Integer({ minimum: 1, maximum: 1e9 }),
});
const Name = Type.Object({ name: Type.String({ minLength: 1, maxLength: 80 }) });
const path = '/things/{id}';
const params = { id: Type.String({ maxLength: 40 }) };

const GetThing = route({ method: 'GET', path, summary: 's', params, response: Thing, versioned: true });
const PatchThing = route({ method: 'PATCH', path, summary: 's', params, body: Name, response: Thing, versioned: true });
const ListThings = route({
  method: 'GET',
  path: '/things',
  summary: 's',
  query: {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    tag: Type.Optional(Type.Array(Type.String({ maxLength: 9 }), { maxItems: 3 })),
  },
  response: Type.Object({ seen: Type.Unknown() }),
});
const DropThing = route({ method: 'DELETE', path, summary: 's', params });
const AdminThing = route({
  method: 'GET',
  path: '/admin',
  summary: 's',
  auth: { group: 'admin' },
  response: Type.Object({ ok: Type.Boolean() }),
});
const OpenThing = route({
  method: 'GET',
  path: '/open',
  summary: 's',
  auth: 'none',
  response: Type.Object({ who: Type.Unknown() }),
});

const patch = api(PatchThing, async ({ params: { id }, body, ifMatch }) => {
  if (ifMatch !== undefined && ifMatch !== 7) throw new PreconditionFailed('stale-version', 'Read it again');
  return { id, name: body.name, version: 8 };
});
const patching = async (options: HttpEventOptions) =>
  call(patch, 'PATCH', { route: path, params: { id: 't1' }, ...options });

describe('a request that is well', () => {
  it('reaches the code typed and checked, and its answer has body, version, correlation id and security headers', async () => {
    const answer = await patching({
      body: { name: 'שלום 👩‍🚀' },
      headers: { 'if-match': '"7"', 'x-correlation-id': 'c-1' },
    });
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ id: 't1', name: 'שלום 👩‍🚀', version: 8 });
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/json',
      ETag: '"8"',
      'X-Correlation-Id': 'c-1',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': expect.stringContaining('max-age=') as string,
      'Content-Security-Policy': expect.stringContaining("default-src 'none'") as string,
    });
  });

  it.each([['X-Correlation-ID', 'IF-MATCH', 'Content-Type']])(
    'whatever the case of its header names',
    async (...names) => {
      const [correlation, ifMatch, type] = names;
      const answer = await patching({
        body: '{"name":"a"}',
        headers: { [correlation]: 'c-2', [ifMatch]: '"6"', [type]: 'application/json; charset=utf-8' },
      });
      expect(answer).toBeProblem(412, 'stale-version');
      expect(answer.headers['X-Correlation-Id']).toBe('c-2');
    },
  );

  it('gets the id of the invocation as its correlation id when it brings none, or one that is not safe', async () => {
    const context = lambdaContext({ requestId: 'r-1' });
    for (const headers of [{}, { 'x-correlation-id': 'a b\n' }]) {
      expect(
        (await call(patch, 'PATCH', { route: path, params: { id: 't' }, body: { name: 'a' }, headers }, context))
          .headers['X-Correlation-Id'],
      ).toBe('r-1');
    }
  });

  it('is answered 204 without a body where the contract has no response', async () => {
    const answer = await call(
      api(DropThing, async () => undefined),
      'DELETE',
      { route: path, params: { id: 't1' } },
    );
    expect(answer).toMatchObject({ statusCode: 204, headers: { 'Cache-Control': 'no-store' } });
    expect(answer.body).toBeUndefined();
  });

  it('is answered 304 when the caller has this version already', async () => {
    const handler = api(GetThing, async () => ({ id: 't1', name: 'a', version: 3 }));
    const get = async (tag: string) =>
      call(handler, 'GET', { route: path, params: { id: 't1' }, headers: { 'if-none-match': tag } });
    expect(await get('W/"2", W/"3"')).toMatchObject({ statusCode: 304, headers: { ETag: '"3"' } });
    expect((await get('"2"')).statusCode).toBe(200);
  });

  it('may be answered with headers of its own', async () => {
    const answer = await call(
      api(GetThing, async () => reply({ id: 'x', name: 'n', version: 1 }, { location: '/things/x' })),
      'GET',
      { route: path, params: { id: 'x' } },
    );
    expect(answer.headers).toMatchObject({ location: '/things/x', ETag: '"1"' });
  });
});

describe('a query', () => {
  const list = api(ListThings, async ({ query }) => ({ seen: query }));
  const get = async (query: HttpEventOptions['query']) =>
    call(list, 'GET', { route: '/things', ...(query ? { query } : {}) });

  it('is coerced, and a repeated parameter is a list', async () => {
    expect(JSON.parse((await get({ limit: '10', tag: ['a', 'b,c'] })).body)).toEqual({
      seen: { limit: 10, tag: ['a', 'b,c'] },
    });
    expect(JSON.parse((await get({})).body)).toEqual({ seen: {} });
  });

  it('is refused when it repeats what is no list, or says what is not known', async () => {
    const repeated = await get({ limit: ['1', '2'] });
    expect(repeated).toBeProblem(400, 'invalid-request');
    expect(JSON.parse(repeated.body)).toMatchObject({ errors: [{ pointer: '/query/limit', code: 'repeated' }] });
    expect(JSON.parse((await get({ nope: '1' })).body)).toMatchObject({
      errors: [{ pointer: '/query/nope', code: 'unknown' }],
    });
    expect(JSON.parse((await get({ limit: 'ten' })).body)).toMatchObject({
      errors: [{ pointer: '/query/limit', code: 'type' }],
    });
  });
});

describe('a body', () => {
  it.each([
    ['{"name":"Ada"', 13],
    ['{"name":}', 8],
    ['{"name":"Ada"} x', 15],
    ['x', 0],
    ['{"a":1,}', 7],
    ['{"a":tru3}', 8],
    ['"\\u12G4"', 5],
  ])('that is no JSON is refused with the position where it stops being it (%s)', async (body, position) => {
    const answer = await patching({ body, headers: { 'content-type': 'application/json' } });
    expect(answer).toBeProblem(400, 'malformed-json');
    expect(JSON.parse(answer.body)).toMatchObject({ title: expect.stringContaining(`position ${position}`) as string });
  });

  it('with __proto__ or constructor.prototype is refused, and pollutes nothing', async () => {
    for (const body of [
      '{"__proto__":{"admin":true},"name":"a"}',
      '{"constructor":{"prototype":{"admin":true}},"name":"a"}',
    ]) {
      expect(await patching({ body, headers: { 'content-type': 'application/json' } })).toBeProblem(
        400,
        'forbidden-key',
      );
    }
    expect({}).not.toHaveProperty('admin');
  });

  it('that is nested too deeply is refused', async () => {
    const body = `${'{"name":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(await patching({ body, headers: { 'content-type': 'application/json' } })).toBeProblem(400, 'too-deep');
  });

  it('with unknown fields or wrong types is refused with pointers, never with the values', async () => {
    const answer = await patching({ body: { name: 12345, extra: 'secret' } });
    expect(answer).toBeProblem(400, 'invalid-request');
    expect(JSON.parse(answer.body)).toMatchObject({
      errors: [
        { pointer: '/body/extra', code: 'unknown' },
        { pointer: '/body/name', code: 'type' },
      ],
    });
    expect(answer.body).not.toMatch(/secret|12345/);
  });

  it('is refused over 1 MiB, counted in bytes, and taken just below', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await patching({ body: JSON.stringify({ name: 'é'.repeat(524_289) }), headers: json })).toBeProblem(
      413,
      'body-too-large',
    );
    expect(await patching({ body: Buffer.alloc(1024 * 1024 + 2, 'x'), headers: json })).toBeProblem(
      413,
      'body-too-large',
    );
    expect(await patching({ body: JSON.stringify({ name: 'x'.repeat(1_048_500) }), headers: json })).toBeProblem(
      400,
      'invalid-request',
    );
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['']])('of type %p is refused', async (type) => {
    expect(await patching({ body: '{"name":"a"}', headers: { 'content-type': type } })).toBeProblem(
      415,
      'unsupported-media-type',
    );
  });

  it('is needed, and may come in base64', async () => {
    expect(await patching({ headers: { 'content-type': 'application/json' } })).toBeProblem(400, 'malformed-json');
    const answer = await patching({
      body: Buffer.from('{"name":"é"}'),
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ name: 'é' });
  });
});

describe('a caller', () => {
  const admin = api(AdminThing, async ({ caller }) => ({ ok: caller.groups.includes('admin') }));

  it('without a token is refused by the function too, should the gateway have lost its authorizer', async () => {
    expect(await call(admin, 'GET', { claims: null })).toBeProblem(401, 'unauthenticated');
    expect(await call(admin, 'GET', { claims: { sub: '' } })).toBeProblem(401, 'unauthenticated');
  });

  it('outside of the group is refused, before anything else of the request is judged', async () => {
    expect(await call(admin, 'GET', { query: { nope: '1' } })).toBeProblem(403, 'group-required');
    expect(await call(admin, 'GET', { claims: { 'cognito:groups': ['administrators', 'adminx'] } })).toBeProblem(
      403,
      'group-required',
    );
    expect((await call(admin, 'GET', { claims: { 'cognito:groups': ['editors', 'admin'] } })).statusCode).toBe(200);
  });

  it('is known by subject, address and groups, and is undefined on an open route', async () => {
    const seen: unknown[] = [];
    await call(
      api(AdminThing, async ({ caller }) => ({ ok: Boolean(seen.push(caller)) })),
      'GET',
      { claims: { 'cognito:groups': ['admin'] } },
    );
    expect(seen).toEqual([{ id: ada.sub, email: ada.email, groups: ['admin'] }]);
    const open = await call(
      api(OpenThing, async ({ caller }) => ({ who: caller ?? null })),
      'GET',
      { claims: null },
    );
    expect(JSON.parse(open.body)).toEqual({ who: null });
  });
});

describe('If-Match', () => {
  it.each([
    ['"7"', 200],
    ['*', 200],
    ['"6"', 412],
    ['W/"7"', 412],
    ['"abc"', 412],
    ['"7", "8"', 400],
  ])('%s is answered %i', async (tag, status) => {
    expect((await patching({ body: { name: 'a' }, headers: { 'if-match': tag } })).statusCode).toBe(status);
  });
});

describe('an error', () => {
  const failing = async (error: unknown) =>
    call(
      api(OpenThing, async () => {
        throw error;
      }),
      'GET',
    );

  it('of ours becomes its problem, with the correlation id', async () => {
    const answer = await failing(new Conflict('handle-taken', 'This handle is taken'));
    expect(answer).toBeProblem(409, 'handle-taken');
    expect(JSON.parse(answer.body)).toMatchObject({
      title: 'This handle is taken',
      correlationId: answer.headers['X-Correlation-Id'],
    });
  });

  it('that is unknown says nothing of itself', async () => {
    for (const error of [
      new Error('password=hunter2'),
      'a string',
      null,
      { statusCode: 418, message: 'teapot' },
      new TypeError('x of undefined'),
    ]) {
      const answer = await failing(error);
      expect(answer).toBeProblem(500, 'internal-error');
      expect(answer.body).not.toMatch(/hunter2|teapot|undefined|stack/);
    }
  });

  it('that passes by itself is a 503 with Retry-After', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' });
    const wrapped = new Error('electro', { cause: throttled });
    for (const error of [
      throttled,
      wrapped,
      Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      Object.assign(new Error('x'), { $metadata: { httpStatusCode: 500 } }),
      new Retryable('temporarily-unavailable', 't'),
    ]) {
      const answer = await failing(error);
      expect(answer).toBeProblem(503, 'temporarily-unavailable');
      expect(answer.headers['Retry-After']).toBe('1');
    }
  });
});

it('a request that takes too long is answered before Lambda kills the function, and its signal is aborted', async () => {
  let aborted = false;
  const slow = api(
    OpenThing,
    async ({ signal }) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
      }),
  );
  expect(await call(slow, 'GET', {}, lambdaContext({ timeout: 520 }))).toBeProblem(503, 'timeout');
  expect(aborted).toBe(true);
});

it('a caller that takes no JSON is answered 406', async () => {
  const handler = api(OpenThing, async () => ({ who: 1 }));
  expect(await call(handler, 'GET', { headers: { accept: 'text/html' } })).toBeProblem(406, 'not-acceptable');
  expect((await call(handler, 'GET', { headers: { accept: 'text/html, application/*;q=0.5' } })).statusCode).toBe(200);
});

it('a warm-up is answered at once', async () => {
  const logic = jest.fn(async () => ({ who: 1 }));
  await expect(api(OpenThing, logic)({ source: 'serverless-plugin-warmup' } as never, lambdaContext())).resolves.toBe(
    'warmup',
  );
  expect(logic).not.toHaveBeenCalled();
});

it('an unknown option is an error at start-up', () => {
  expect(() => api(OpenThing, async () => ({ who: 1 }), { idempotent: true } as never)).toThrow(
    'api: unknown option "idempotent"; it takes idempotency, timeoutEarlyInMillis, use',
  );
});

it('middlewares of the team run around the code', async () => {
  const order: string[] = [];
  const handler = api(OpenThing, async () => ({ who: order.push('code') }), {
    use: [{ before: () => void order.push('before'), after: () => void order.push('after') }],
  });
  await call(handler, 'GET');
  expect(order).toEqual(['before', 'code', 'after']);
});

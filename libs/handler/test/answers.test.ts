import { route, Type } from '@libs/contracts';
import { Conflict, NotFound } from '@libs/contracts/errors';
import { log } from '@libs/observability';
import { api, redirect, reply } from '../src/index.ts';
import { call } from './support/call.ts';

const open = { method: 'GET', path: '/o', summary: 's', auth: 'none' } as const;
const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': expect.stringContaining('max-age=') as string,
};

describe('headers that a contract names', () => {
  const Headed = route({
    ...open,
    headers: {
      accept: Type.Optional(Type.String({ maxLength: 20 })),
      'x-width': Type.Integer({ minimum: 1, maximum: 100 }),
    },
    response: Type.Object({ seen: Type.Unknown() }),
  });
  const handler = api(Headed, async ({ headers }) => ({ seen: headers }));

  it('reach the code, coerced, whatever their case; others do not', async () => {
    const answer = await call(handler, 'GET', { headers: { 'X-Width': '7', accept: '*/*', cookie: 'a=1' } });
    expect(JSON.parse(answer.body)).toEqual({ seen: { 'x-width': 7, accept: '*/*' } });
  });

  it.each([
    ['missing', {}, { pointer: '/headers/x-width', code: 'missing' }],
    ['out of bounds', { 'x-width': '101' }, { pointer: '/headers/x-width', code: 'maximum' }],
    [
      'too long',
      { 'x-width': '1', accept: `*/*;${'x'.repeat(20)}` },
      { pointer: '/headers/accept', code: 'maxLength' },
    ],
  ])('are pointed at when they are %s', async (_, headers, found) => {
    const answer = await call(handler, 'GET', { headers });
    expect(answer).toBeProblem(400, 'invalid-request');
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [found] });
  });

  it('that are absent stay absent, and a route that names none gives none', async () => {
    const answer = await call(handler, 'GET', { headers: { 'x-width': '1', accept: undefined as never } });
    expect(JSON.parse(answer.body)).toEqual({ seen: { 'x-width': 1 } });
    const Plain = route({ ...open, response: Type.Object({ seen: Type.Unknown() }) });
    const plain = await call(
      api(Plain, async ({ headers }) => ({ seen: headers })),
      'GET',
      { headers: { accept: '*/*' } },
    );
    expect(JSON.parse(plain.body)).toEqual({ seen: {} });
  });
});

describe('a redirect', () => {
  const Elsewhere = route({ ...open, status: 302 });
  const to = async (location: string, headers?: Record<string, string>) =>
    call(
      api(Elsewhere, async () => redirect(location, headers)),
      'GET',
      { claims: null, headers: { accept: 'image/avif,image/webp', 'x-correlation-id': 'c-1' } },
    );

  it('has its address, security headers and correlation id, no body, and is kept by nobody', async () => {
    const answer = await to('https://cdn.example/1/thumb.webp?Signature=a~b_');
    expect(answer).toMatchObject({
      statusCode: 302,
      headers: {
        ...SECURITY,
        Location: 'https://cdn.example/1/thumb.webp?Signature=a~b_',
        'Cache-Control': 'no-store',
        'X-Correlation-Id': 'c-1',
      },
    });
    expect(answer.body).toBeUndefined();
    expect(answer.headers).not.toHaveProperty('Content-Type');
  });

  it('may lead to a picture in a page of another origin, which would otherwise be blocked on the way; its problems may not', async () => {
    const policy = 'Cross-Origin-Resource-Policy';
    expect((await to('https://cdn.example/x')).headers[policy]).toBe('cross-origin');
    expect((await to('nowhere')).headers[policy]).toBe('same-origin');
  });

  it('is kept as long as its own headers say, and one header is sent once', async () => {
    const { headers } = await to('/users/me', { 'cache-control': 'private, max-age=60', vary: 'accept' });
    expect(headers).toMatchObject({ Location: '/users/me', 'Cache-Control': 'private, max-age=60', vary: 'accept' });
    expect(headers).not.toHaveProperty('cache-control');
  });

  it.each([
    [''],
    ['thumb.webp'],
    ['//other.example/x'],
    ['/\\other.example/x'],
    ['javascript:alert(1)'],
    ['https:other.example'],
    ['https://'],
    ['https://x.example/a b'],
    ['https://x.example/\r\nset-cookie: a=1'],
    ['https://x.example/é'],
    [`/${'x'.repeat(8000)}`],
  ])('to %j is refused, as a fault of ours', async (location) => {
    expect(() => redirect(location)).toThrow(TypeError);
    expect(await to(location)).toBeProblem(500, 'internal-error');
  });

  it('has one address', () => {
    expect(() => redirect('/x', { LOCATION: '/y' })).toThrow('one Location');
  });

  it('is what a route of status 302 must give', async () => {
    const handler = api(Elsewhere, (async () => ({ location: '/x', headers: {} })) as never);
    expect(await call(handler, 'GET')).toBeProblem(500, 'internal-error');
  });

  it('may be a problem instead', async () => {
    const handler = api(Elsewhere, async () => {
      throw new NotFound('image-not-found', 'There is no such picture');
    });
    expect(await call(handler, 'GET', { headers: { accept: 'image/webp' } })).toBeProblem(404, 'image-not-found');
  });
});

describe('a page', () => {
  const Page = route({ ...open, produces: 'text/html', response: Type.String({ maxLength: 1000 }) });

  it('is sent as it is, whatever the caller accepts, and may load nothing by itself', async () => {
    const answer = await call(
      api(Page, async () => '<!doctype html><p>é "quoted"'),
      'GET',
      { claims: null, headers: { accept: 'image/png' } },
    );
    expect(answer).toMatchObject({
      statusCode: 200,
      body: '<!doctype html><p>é "quoted"',
      headers: {
        ...SECURITY,
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      },
    });
    // It would keep pictures of S3 out.
    expect(answer.headers).not.toHaveProperty('Cross-Origin-Embedder-Policy');
  });

  it('has the policy that its code gives, in whatever case', async () => {
    const policy = "default-src 'none'; img-src https://cdn.example";
    for (const name of ['content-security-policy', 'Content-Security-Policy']) {
      const { headers } = await call(
        api(Page, async () => reply('<p>', { [name]: policy })),
        'GET',
      );
      const sent = Object.entries(headers).filter(([key]) => key.toLowerCase() === 'content-security-policy');
      expect(sent).toEqual([['Content-Security-Policy', policy]]);
    }
  });

  it('that fails is a problem in JSON, with the policy of JSON', async () => {
    const answer = await call(
      api(Page, async () => {
        throw new NotFound('share-not-found', 'This link leads nowhere');
      }),
      'GET',
      { headers: { accept: 'text/html' } },
    );
    expect(answer).toBeProblem(404, 'share-not-found');
    expect(answer.headers).toMatchObject({
      ...SECURITY,
      'Content-Security-Policy': expect.stringContaining('sandbox') as string,
    });
  });

  it('may tell a person what is wrong, under the status of that', async () => {
    const answer = await call(
      api(Page, async () => reply('<p>Nothing here', {}, 404)),
      'GET',
      { claims: null },
    );
    expect(answer).toMatchObject({
      statusCode: 404,
      body: '<p>Nothing here',
      headers: { ...SECURITY, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    });
  });

  it('a status of its own is for pages alone: others throw', async () => {
    const Thing = route({ ...open, response: Type.Object({ ok: Type.Boolean() }) });
    const answer = await call(
      api(Thing, async () => reply({ ok: false }, {}, 404)),
      'GET',
    );
    expect(answer).toBeProblem(500, 'internal-error');
  });

  it('a policy of its own is for pages alone', async () => {
    const Thing = route({ ...open, response: Type.Object({ ok: Type.Boolean() }) });
    const { headers } = await call(
      api(Thing, async () => reply({ ok: true }, { 'content-security-policy': '*' })),
      'GET',
    );
    expect(headers).not.toHaveProperty('content-security-policy');
    expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
  });
});

describe('the details of a problem', () => {
  const failing = (details: Record<string, string | number>) =>
    call(
      api(route(open), async () => {
        throw new Conflict('quota-exceeded', 'There is no room for more', { details });
      }),
      'GET',
    );

  it('are a member of it', async () => {
    const answer = await failing({ limit: 500, used: 500, of: 'images' });
    expect(answer).toBeProblem(409, 'quota-exceeded');
    expect(JSON.parse(answer.body)).toMatchObject({ details: { limit: 500, used: 500, of: 'images' } });
  });

  it('are bounded, and hold nothing that JSON cannot say', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, i]));
    const answer = await failing({ ['n'.repeat(99)]: 'x'.repeat(999), none: Number.NaN, ...many });
    const { details } = JSON.parse(answer.body) as { details: Record<string, unknown> };
    expect(Object.keys(details)).toHaveLength(20);
    expect(details['n'.repeat(40)]).toBe('x'.repeat(200));
    expect(details).not.toHaveProperty('none');
  });

  it('are logged without personal data', async () => {
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean(written.push(String(line))));
    const level = log.getLevelName();
    log.setLogLevel('INFO');
    await failing({ used: 7, of: 'ada@example.com' });
    log.setLogLevel(level);
    spy.mockRestore();
    expect(JSON.parse(written.join(''))).toMatchObject({ error: { details: { used: 7, of: '[redacted]' } } });
  });
});

describe('the address of a page', () => {
  const Page = route({
    ...open,
    query: { q: Type.Optional(Type.String({ maxLength: 9 })) },
    produces: 'text/html',
    response: Type.String({ maxLength: 99 }),
  });
  const handler = api(Page, async ({ query }) => query.q ?? '');

  it.each([[{ utm_source: 'mail' }], [{ utm: ['1', '2'] }]])('may have more to it: %j', async (more) => {
    expect(await call(handler, 'GET', { query: { q: 'a', ...more } })).toMatchObject({ statusCode: 200, body: 'a' });
  });

  it('has what the contract names within its bounds', async () => {
    expect(await call(handler, 'GET', { query: { q: 'a'.repeat(10) } })).toBeProblem(400, 'invalid-request');
  });
});

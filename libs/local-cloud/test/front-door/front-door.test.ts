import { createHash } from 'node:crypto';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { type FrontDoor, startFrontDoor } from '../../src/front-door/start-front-door.ts';
import type { Message } from '../../src/front-door/mailbox/message.ts';
import { deploy } from '../engine/support/stack.ts';
import { deployEcho, elsewhere } from './deploy-echo.ts';
import { ask } from './http.ts';

jest.setTimeout(120_000);

let engine: Engine;
let door: FrontDoor;

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  await deployEcho(engine.endpoint);
  door = await startFrontDoor({ endpoint: engine.endpoint, port: 0 });
});

afterAll(async () => {
  await door.stop();
  await engine.stop();
});

const host = () => new URL(door.url).host;

/** Sends a mail through SES, from the identity of the stack. */
async function sendMail(to: string, subject: string, body: { Text?: string; Html?: string }): Promise<void> {
  const parts = Object.entries(body).map(([kind, Data]) => [kind, { Data }]);
  const response = await fetch(`${engine.endpoint}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: credential('ses') },
    body: JSON.stringify({
      FromEmailAddress: 'hello@longhouse.local',
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: subject }, Body: Object.fromEntries(parts) as object } },
    }),
  });
  expect(response.status).toBe(200);
}

const credential = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20261121/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function messages(query: string): Promise<Message[]> {
  const response = await fetch(`${door.url}/mailbox.json?${query}`);
  return ((await response.json()) as { messages: Message[] }).messages;
}

describe('the paths of the services', () => {
  it('are those of their APIs, with query and headers', async () => {
    const { status, text } = await ask(door.url, '/echo/a%20b?x=1&x=2', { headers: { 'X-Correlation-Id': 'c-1' } });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      method: 'GET',
      rawQueryString: 'x=1&x=2',
      headers: { 'x-correlation-id': 'c-1', 'x-forwarded-host': host(), 'x-forwarded-proto': 'http' },
    });
  });

  it('carry binary bodies both ways', async () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await ask(door.url, '/echo/bytes', { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
    expect(answer.body.equals(body)).toBe(true);
    expect(answer.headers).toMatchObject({ 'x-custom': 'kept' });
  });

  it('answer a preflight as the API is set up', async () => {
    const headers = { origin: 'http://console.example', 'access-control-request-method': 'POST' };
    const answer = await ask(door.url, '/echo/x', { method: 'OPTIONS', headers });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'http://console.example' });
    const stranger = await ask(door.url, '/echo/x', {
      method: 'OPTIONS',
      headers: { ...headers, origin: 'http://evil.example' },
    });
    expect(stranger.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(['/nothing', '/echo2/x', '/_ministack/health', '/_aws/execute-api/echo/$default/echo/x', '/constructor'])(
    'end at those that are deployed: %s is 404 with a list',
    async (path) => {
      const { status, headers, text } = await ask(door.url, path);
      expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
      expect(JSON.parse(text)).toMatchObject({ type: 'not-found', apis: ['/echo', '/sounds'] });
    },
  );

  it.each(['http://elsewhere.example/', '*', '/%zz'])('are paths: %s is 400', async (path) => {
    expect((await ask(door.url, path)).status).toBe(400);
  });

  it('are a 502 while the engine is down, and people get a page that comes back by itself', async () => {
    const orphan = await startFrontDoor({ endpoint: 'http://127.0.0.1:9', port: 0 });
    const api = await ask(orphan.url, '/users/me');
    const page = await ask(orphan.url, '/', { headers: { accept: 'text/html' } });
    await orphan.stop();
    expect(api.status).toBe(502);
    expect(JSON.parse(api.text)).toMatchObject({ type: 'engine-unreachable' });
    expect(page.status).toBe(502);
    expect(page.text).toContain('data-reload');
  });

  it('need not have its name', async () => {
    const { status, text } = await ask(door.url, '/sounds/1');
    expect([status, JSON.parse(text)]).toMatchObject([200, { rawPath: '/sounds/1' }]);
  });

  it('may lead elsewhere: a redirect is passed on as it is, and not followed', async () => {
    const { status, headers } = await ask(door.url, '/echo/away');
    expect([status, headers.location]).toEqual([302, elsewhere]);
  });

  it('belong to one service: a path that two claim is a 500 that names both', async () => {
    const crowded = await startEngine({ running: '' });
    await deployEcho(crowded.endpoint);
    const route = { ApiId: { Ref: 'Api' }, RouteKey: 'GET /sounds' };
    const resources = {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'music', ProtocolType: 'HTTP' } },
      Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: route },
    };
    await deploy(crowded, { resources }, 'music-local');
    const torn = await startFrontDoor({ endpoint: crowded.endpoint, port: 0 });
    try {
      const { status, text } = await ask(torn.url, '/sounds/1');
      expect([status, JSON.parse(text)]).toMatchObject([
        500,
        { type: 'path-claimed-twice', detail: expect.stringMatching(/^echo, music: /) as string },
      ]);
      expect((await ask(torn.url, '/echo/x')).status).toBe(200);
    } finally {
      await torn.stop();
      await crowded.stop();
    }
  });

  it('are there as soon as their service is, without a restart', async () => {
    const later = await startEngine({ running: '' });
    const early = await startFrontDoor({ endpoint: later.endpoint, port: 0 });
    try {
      expect((await ask(early.url, '/echo/x')).status).toBe(404);
      await deployEcho(later.endpoint);
      expect((await ask(early.url, '/echo/x')).status).toBe(200);
    } finally {
      await early.stop();
      await later.stop();
    }
  });
});

it('says which port is in use', async () => {
  const starting = startFrontDoor({ endpoint: engine.endpoint, port: Number(new URL(door.url).port) });
  await expect(starting).rejects.toMatchObject({ name: 'PortTaken' });
});

describe('the start page', () => {
  it('has the services with their routes and functions, read from what is deployed', async () => {
    const { text } = await ask(door.url, '/');
    expect(text).toContain('id="service-echo"');
    expect(text).toContain('/echo/{proxy+}');
    expect(text).toContain('echo-local-answer');
    expect(text).toContain(engine.endpoint);
  });

  it('says where everything is as JSON too', async () => {
    const { text } = await ask(door.url, '/addresses.json');
    expect(JSON.parse(text)).toEqual({
      endpoint: engine.endpoint,
      region: 'eu-central-1',
      apis: { echo: `${door.url}/echo`, sounds: `${door.url}/sounds` },
      sockets: {},
      userPoolId: expect.stringMatching(/^eu-central-1_/) as string,
      userPoolClientId: expect.stringMatching(/./) as string,
    });
  });
});

describe('the guard', () => {
  const own = [
    '/',
    '/mailbox',
    '/mailbox.json',
    '/addresses.json',
    '/timeline',
    '/timeline.json',
    '/login',
    '/signed-in',
    '/-/style.css',
    '/oauth2/token',
  ];

  it.each(own)('refuses %s to a page that points its own name at this machine', async (path) => {
    for (const name of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1',
      'localhost:1',
      `evil.example:${new URL(door.url).port}`,
    ]) {
      const { status, text } = await ask(door.url, path, { headers: { host: name } });
      expect(status).toBe(421);
      expect(JSON.parse(text)).toMatchObject({ type: 'wrong-host' });
    }
  });

  it('lets 127.0.0.1 and localhost in', async () => {
    for (const name of [host(), `localhost:${new URL(door.url).port}`])
      expect((await ask(door.url, '/mailbox.json', { headers: { host: name } })).status).toBe(200);
  });

  it('keeps a foreign page from signing people up', async () => {
    const headers = { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(door.url, '/sign-up', { method: 'POST', headers, body: 'email=a%40b.example' })).status).toBe(
      403,
    );
  });

  it('refuses forms without an end', async () => {
    const answer = await ask(door.url, '/sign-up', { method: 'POST', body: 'x'.repeat(20_000) });
    expect(answer.status).toBe(413);
  });

  it('refuses other methods on pages', async () => {
    const answer = await ask(door.url, '/timeline', { method: 'DELETE' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/-/../start-front-door.ts',
    '/-/%2e%2e%2fstart-front-door.ts',
    '/-/.oxlintrc.json',
    '/-/nothing.css',
    '/-/',
  ])('gives no file but those of the pages: %s', async (path) => {
    expect((await ask(door.url, path)).status).toBe(404);
  });

  it('lets a browser name our own origin with our own forms, and nothing to other sites', async () => {
    // With `no-referrer` browsers send `Origin: null` with every form, which is then taken for a foreign one.
    expect((await ask(door.url, '/login')).headers['referrer-policy']).toBe('same-origin');
    const headers = { origin: door.url, 'content-type': 'application/x-www-form-urlencoded' };
    const ours = await ask(door.url, '/sign-up', { method: 'POST', headers, body: 'email=a%40b.example&password=x' });
    expect(ours.status).not.toBe(403);
    const none = await ask(door.url, '/sign-up', { method: 'POST', headers: { ...headers, origin: 'null' }, body: '' });
    expect(none.status).toBe(403);
  });

  it.each(['/', '/mailbox', '/mailbox/templates', '/timeline', '/login', '/signed-in'])(
    'sends %s with a policy that runs nothing inline',
    async (path) => {
      const { status, headers, text } = await ask(door.url, path);
      expect(status).toBe(200);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=|javascript:/);
    },
  );
});

describe('the mailbox', () => {
  it('has mails of one address newest first, with their codes', async () => {
    await sendMail('first@example.com', 'Your code', { Text: 'Your code is 123456.' });
    await sendMail('first@example.com', 'Welcome', { Text: 'Hello', Html: '<p>Hello</p>' });
    await sendMail('second@example.com', 'Other', { Text: 'Hello' });
    expect(await messages('to=FIRST@example')).toMatchObject([
      { channel: 'mail', subject: 'Welcome', html: '<p>Hello</p>', codes: [], from: 'hello@longhouse.local' },
      { subject: 'Your code', to: ['first@example.com'], text: 'Your code is 123456.', codes: ['123456'] },
    ]);
    expect(await messages('to=first@example&q=code')).toHaveLength(1);
    expect(await messages('to=first@example&limit=1')).toHaveLength(1);
    expect(await messages('to=nobody')).toEqual([]);
  });

  it('has SMS', async () => {
    await fetch(engine.endpoint, {
      method: 'POST',
      headers: { authorization: credential('sns'), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        PhoneNumber: '+4915100',
        Message: 'Code 4711',
      }),
    });
    expect(await messages('to=%2B4915100')).toMatchObject([{ channel: 'sms', text: 'Code 4711', codes: ['4711'] }]);
    expect((await ask(door.url, '/mailbox')).text).toContain('+4915100');
  });

  it('shows nothing of a mail as HTML of its own page', async () => {
    const evil = `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`;
    await sendMail('"><script>x</script>@example.com', evil, { Text: evil });
    const [mail] = await messages(`q=${encodeURIComponent('alert(1)')}`);
    expect(mail?.subject).toBe(evil);
    for (const path of [
      '/mailbox',
      `/mailbox/${encodeURIComponent(mail?.id ?? '')}`,
      `/mailbox?q=${encodeURIComponent(evil)}`,
    ]) {
      const { text } = await ask(door.url, path);
      expect(text).toContain('&#60;img src=x');
      expect(text).not.toMatch(/<img|<script(?![^>]* src="\/-\/)/);
    }
  });

  it('shows the HTML of a mail in a frame without scripts, without an origin, and with nothing loaded', async () => {
    await sendMail('html@example.com', 'Framed', {
      Html: '<h1>Hi</h1><script>parent.x</script><img src="http://tracker.example/1.gif">',
    });
    const [mail] = await messages('to=html@example.com');
    expect(mail).toMatchObject({ text: 'Hi' });
    const path = `/mailbox/${encodeURIComponent(mail?.id ?? '')}`;
    const { text } = await ask(door.url, path);
    expect(text).toContain(`<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox"`);
    const framed = await ask(door.url, `${path}/html`);
    expect(framed.text).toContain('<h1>Hi</h1>');
    const policy = String(framed.headers['content-security-policy']);
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin|http/);
    expect((await ask(door.url, `${path}?view=text`)).text).not.toContain('<iframe');
  });

  it.each(['/mailbox/nothing', '/mailbox/%3Cscript%3E/html', '/mailbox/__proto__'])(
    'answers %s with a page that says no',
    async (path) => {
      const { status, text } = await ask(door.url, path);
      expect(status).toBe(404);
      expect(text).toContain('not here');
    },
  );
});

describe('logging in', () => {
  it('leads from sign-up over the code and managed login to tokens, at a port that is not the registered one', async () => {
    // Sign up and confirm on our own page.
    const form = (path: string, body: Record<string, string>) =>
      fetch(`${door.url}${path}`, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' });
    const [email, password] = ['ada@example.com', 'Longhouse-2026!'];
    const weak = await form('/sign-up', { email, password: 'short' });
    expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    expect((await form('/sign-up', { email, password })).status).toBe(200);
    const [mail] = await messages(`to=${email}`);
    const wrong = await form('/sign-up?confirm', { email, code: '000000' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    const confirmed = await form('/sign-up?confirm', { email, code: mail?.codes[0] ?? '' });
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/login?confirmed=1']);

    // What log-in.js does.
    const page = await (await fetch(`${door.url}/login`)).text();
    const clientId = /data-client-id="([^"]+)"/.exec(page)?.[1] ?? '';
    const redirectUri = /data-redirect-uri="([^"]+)"/.exec(page)?.[1] ?? '';
    const verifier = 'v'.repeat(43);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const hosted = await fetch(`${door.url}/login?${query.toString()}`);
    const fields = Array.from(
      (await hosted.text()).matchAll(/name="(\w+)" value="([^"]*)"/g),
      ([, name = '', value = '']) => [name, value],
    );
    const answer = await form('/login', { ...(Object.fromEntries(fields) as object), username: email, password });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`${door.url}/signed-in`);

    // What signed-in.js does.
    const exchange = (code_verifier: string) =>
      form('/oauth2/token', {
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code: back.searchParams.get('code') ?? '',
        code_verifier,
      });
    expect((await exchange('w'.repeat(43))).status).toBe(400);
    const tokens = await exchange(verifier);
    expect(await tokens.json()).toMatchObject({
      id_token: expect.stringMatching(/^eyJ/) as string,
      token_type: 'Bearer',
    });
  });
});

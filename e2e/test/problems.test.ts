import { randomUUID } from 'node:crypto';
import { register, testCloud, type TestCloud } from '@libs/testing';
import { type Request, users } from './http.ts';

let cloud: TestCloud;
let token: string;

beforeAll(async () => {
  cloud = await testCloud();
  ({
    tokens: { id: token },
  } = await register(cloud));
}, 300_000);

const change = (body: unknown, more: Request = {}) =>
  users(cloud, '/users/me', { method: 'PATCH', token, body, ...more });

describe('a bad request', () => {
  it.each<[string, number, string, () => ReturnType<typeof users>]>([
    ['JSON that ends too early', 400, 'malformed-json', () => change('{"displayName":')],
    ['no body', 400, 'malformed-json', () => change('')],
    ['an unknown field', 400, 'invalid-request', () => change({ displayName: 'Ada', role: 'admin' })],
    ['a value of the wrong type', 400, 'invalid-request', () => change({ displayName: 7 })],
    ['a name that is too long', 400, 'invalid-request', () => change({ displayName: 'a'.repeat(81) })],
    ['a name that rearranges the text around it', 400, 'invalid-request', () => change({ displayName: 'a\u202Eb' })],
    ['the key __proto__', 400, 'forbidden-key', () => change('{"displayName":"Ada","__proto__":{"admin":true}}')],
    ['a body over 1 MiB', 413, 'body-too-large', () => change({ bio: 'x'.repeat(1024 * 1024) })],
    [
      'another content type',
      415,
      'unsupported-media-type',
      () => change('displayName=Ada', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ],
    ['a stale If-Match', 412, 'stale-version', () => change({ bio: 'x' }, { headers: { 'If-Match': '"99"' } })],
    ['the id of nobody', 404, 'profile-not-found', () => users(cloud, `/users/${randomUUID()}`, { token })],
    ['an id that is none', 400, 'invalid-request', () => users(cloud, '/users/1', { token })],
    [
      'an unknown query parameter',
      400,
      'invalid-request',
      () => users(cloud, '/users/me/sign-ins?colour=red', { token }),
    ],
    [
      'a query parameter given twice',
      400,
      'invalid-request',
      () => users(cloud, '/users/me/sign-ins?limit=1&limit=2', { token }),
    ],
    ['a number that is none', 400, 'invalid-request', () => users(cloud, '/users/me/sign-ins?limit=many', { token })],
    ['a cursor of somebody else', 400, 'bad-cursor', () => users(cloud, '/users/me/sign-ins?cursor=abc', { token })],
    [
      'a language that nobody speaks here',
      406,
      'not-acceptable',
      () => users(cloud, '/users/me', { token, headers: { accept: 'text/html' } }),
    ],
  ])('is told what is wrong with it: %s', async (_, status, type, request) => {
    const reply = await request();
    expect(reply).toBeProblem(status, type);
    expect(reply.headers.get('x-correlation-id')).toBeTruthy();
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is told where, and never gets the value back', async () => {
    const { body } = await change({ displayName: 'x'.repeat(90), secret: 'hunter2' });
    expect(body).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/body/secret' }),
        expect.objectContaining({ pointer: '/body/displayName' }),
      ]) as unknown,
    });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|xxx/);
  });

  it('is told at which position its JSON ends', async () => {
    expect((await change('{"a":1,}')).body).toMatchObject({ title: expect.stringContaining('position 7') as unknown });
  });

  it('changes nothing', async () => {
    expect((await users(cloud, '/users/me', { token })).body).toMatchObject({ version: 1 });
  });
});

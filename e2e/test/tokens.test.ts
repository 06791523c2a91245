import type { KeyObject } from 'node:crypto';
import {
  poolKey,
  register,
  resigned,
  signedByPublicKey,
  strangersKey,
  tampered,
  testCloud,
  type TestCloud,
  unsigned,
} from '@libs/testing';
import { users } from './http.ts';
import { itWithPoolKey } from './only.ts';

let cloud: TestCloud;
let good: string;
let key: KeyObject | undefined;

beforeAll(async () => {
  cloud = await testCloud();
  ({
    tokens: { id: good },
  } = await register(cloud));
  key = await poolKey(cloud);
}, 300_000);

const now = () => Math.floor(Date.now() / 1000);

/** What a route answers to this Authorization header. */
const statusWith = async (authorization?: string) =>
  (await users(cloud, '/users/me', { headers: authorization === undefined ? {} : { authorization } })).status;

/** The pool's own key, of a run in which these tests are not skipped. */
const genuine = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
  if (key === undefined) throw new Error('The pool shows no key.');
  return `Bearer ${resigned(good, key, claims, header)}`;
};

describe('a route for people who are logged in', () => {
  it('takes the token of a log-in', async () => {
    expect(await statusWith(`Bearer ${good}`)).toBe(200);
  });

  it.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['something that is no token', () => 'Bearer abc.def.ghi'],
    ['another scheme', () => `Basic ${Buffer.from('ada:secret').toString('base64')}`],
    ['an unsigned token', () => `Bearer ${unsigned(good)}`],
    ['a token without its signature', () => `Bearer ${good.split('.').slice(0, 2).join('.')}.`],
    ['other claims under the old signature', () => `Bearer ${tampered(good, { 'cognito:groups': ['admin'] })}`],
    ["a token signed with a stranger's key", () => `Bearer ${resigned(good, strangersKey(), {})}`],
    [
      'a token signed with the public key as an HMAC secret',
      () => `Bearer ${signedByPublicKey(good, key ?? strangersKey())}`,
    ],
  ])('refuses %s', async (_, authorization) => {
    expect(await statusWith(authorization())).toBe(401);
  });

  // Each of these differs from a good token in one thing only, and the first shows that signing anew is not what is refused.
  itWithPoolKey('takes a token that is signed anew by the pool', async () => {
    expect(await statusWith(genuine({}))).toBe(200);
  });

  itWithPoolKey.each<[string, () => string]>([
    ['an expired token', () => genuine({ exp: now() - 1 })],
    ['a token that is not valid yet', () => genuine({ nbf: now() + 600 })],
    [
      'a token of another user pool',
      () => genuine({ iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Foreign1' }),
    ],
    ['a token for another application', () => genuine({ aud: 'another-client-of-this-pool' })],
    ['a key id that the pool does not have', () => genuine({}, { kid: 'unknown' })],
  ])('refuses %s', async (_, authorization) => {
    expect(await statusWith(authorization())).toBe(401);
  });

  it('refuses a person who is not in the group that the route is for', async () => {
    expect(await users(cloud, '/users', { token: good })).toBeProblem(403, 'group-required');
  });
});

import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokens } from '../../src/adapters/tokens.ts';

const CLIENT = 'the-client';
const NOW = Math.floor(Date.now() / 1000);
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });

let server: Server;
let fetched: (string | undefined)[] = [];
let status = 200;
let pools = 0;
let pool = '';

beforeAll(async () => {
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
  server = createServer((request, response) => {
    fetched.push(request.url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  Object.assign(process.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, USER_POOL_CLIENT_ID: CLIENT });
});
beforeEach(() => {
  // A pool of its own for each test: what the process has fetched for another does not count.
  process.env['USER_POOL_ID'] = pool = `eu-central-1_Pool${pools++}`;
  fetched = [];
  status = 200;
});
afterAll(() => server.close().closeAllConnections());

const issuer = () => `https://cognito-idp.eu-central-1.amazonaws.com/${pool}`;
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An id token as Cognito makes them, save for what is given. */
function idToken(claims: object = {}, header: object = {}, key: KeyObject = keys.privateKey): string {
  const sub = '7f4c2d10-5a53-4f0e-9d3c-0a4b8d6f3e21';
  const all = { sub, iss: issuer(), aud: CLIENT, token_use: 'id', iat: NOW, exp: NOW + 3600, ...claims };
  const content = `${encoded({ alg: 'RS256', kid: 'k1', ...header })}.${encoded(all)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
}

/** HMAC with the public key as its secret (CVE-2015-9235). */
function signedByPublicKey(): string {
  const [, claims = ''] = idToken().split('.');
  const content = `${encoded({ alg: 'HS256', kid: 'k1' })}.${claims}`;
  const secret = keys.publicKey.export({ type: 'spki', format: 'pem' });
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

describe('a token', () => {
  it.each([
    ['id', { aud: CLIENT, token_use: 'id' }],
    ['access', { aud: undefined, client_id: CLIENT, token_use: 'access' }],
  ])('for %s says who it is about, and of which groups', async (_, claims) => {
    // Prepare
    const sub = randomUUID();
    // Act
    const identity = await tokens.verify(idToken({ sub, 'cognito:groups': ['admin'], ...claims }));
    // Assess
    expect(identity).toEqual({ userId: sub, groups: ['admin'] });
  });

  it('of someone in no group says so', async () => {
    await expect(tokens.verify(idToken())).resolves.toMatchObject({ groups: [] });
  });

  it.each<[string, () => string]>([
    ['is none', () => ''],
    ['is no token', () => 'a.b.c'],
    ['is longer than any', () => 'x'.repeat(100_000)],
    ['has expired', () => idToken({ exp: NOW - 1 })],
    ['is not valid yet', () => idToken({ nbf: NOW + 60 })],
    ['is of another pool', () => idToken({ iss: `${issuer()}x` })],
    ['is made for another client', () => idToken({ aud: 'another' })],
    ['is made for another client, for access', () => idToken({ token_use: 'access', client_id: 'another' })],
    ['is of another use', () => idToken({ token_use: 'refresh' })],
    ['is signed by a stranger', () => idToken({}, {}, strangers.privateKey)],
    ['is signed by a key that the pool does not have', () => idToken({}, { kid: 'k2' }, strangers.privateKey)],
    ['is not signed', () => `${idToken({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['is signed with the public key as a secret', signedByPublicKey],
    ['has other claims than were signed', () => withClaims(idToken(), { sub: 'eve' })],
  ])('is refused when it %s', async (_, token) => {
    await expect(tokens.verify(token())).rejects.toMatchObject({ name: 'Forbidden', type: 'token-refused' });
  });
});

function withClaims(token: string, claims: object): string {
  const [header, payload = '', signature] = token.split('.');
  const old = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object; // claims are an object
  return `${header}.${encoded({ ...old, ...claims })}.${signature}`;
}

describe("the pool's keys", () => {
  it('are fetched once, however many tokens come', async () => {
    // Act
    await Promise.all(Array.from({ length: 20 }, async () => tokens.verify(idToken())));
    await tokens.verify(idToken());
    // Assess
    expect(fetched).toEqual([`/${pool}/.well-known/jwks.json`]);
  });

  it('are not asked for once more by each forged key', async () => {
    // Prepare
    await tokens.verify(idToken());
    const forged = Array.from({ length: 5 }, () => idToken({}, { kid: randomUUID() }, strangers.privateKey));
    // Act
    for (const token of forged) await tokens.verify(token).catch(() => undefined);
    // Assess
    expect(fetched.length).toBeLessThanOrEqual(2);
    await expect(tokens.verify(idToken())).resolves.toBeDefined();
  });

  it('that cannot be had refuse nobody: that is our fault, not that of the token', async () => {
    // Prepare
    status = 500;
    // Act
    const verifying = tokens.verify(idToken());
    // Assess
    await expect(verifying).rejects.not.toMatchObject({ name: 'Forbidden' });
  });
});

it('a pool that is not configured refuses nobody either', async () => {
  // Prepare
  process.env['USER_POOL_ID'] = '';
  // Act
  const verifying = tokens.verify(idToken());
  // Assess
  await expect(verifying).rejects.not.toMatchObject({ name: 'Forbidden' });
});

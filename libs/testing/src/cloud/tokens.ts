import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCloud } from './cloud.ts';

type Claims = Record<string, unknown>;

/**
 * The key with which the engine's pool signs id tokens: a token made with it is wrong in nothing but what the test changes. Undefined on
 * AWS, where nobody gets it.
 */
export const poolKey = async (cloud: TestCloud): Promise<KeyObject | undefined> => {
  if (cloud.poolKeys === undefined) return undefined;
  const pool = await cloud.output('users', 'UserPoolId');
  return createPrivateKey(await readFile(join(cloud.poolKeys, `${pool}-id.pem`)));
};

/** The token's claims with some of them changed, signed again by this key under the old key's id. */
export const resigned = (token: string, key: KeyObject, claims: Claims, header: Claims = {}): string => {
  const [oldHeader, oldClaims] = token.split('.', 2).map(decoded);
  const content = `${encoded({ ...oldHeader, ...header })}.${encoded({ ...oldClaims, ...claims })}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
};

/** A key that nobody trusts. */
export const strangersKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** `alg: none` and no signature (RFC 7519, section 6). */
export const unsigned = (token: string): string => {
  const [header, claims] = token.split('.', 2).map(decoded);
  return `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.`;
};

/** Other claims under the old signature. */
export const tampered = (token: string, claims: Claims): string => {
  const [header, payload, signature] = token.split('.');
  return `${header}.${encoded({ ...decoded(payload ?? ''), ...claims })}.${signature}`;
};

/** HMAC with the public key as its secret: passes where the verifier takes the algorithm from the token (CVE-2015-9235). */
export const signedByPublicKey = (token: string, key: KeyObject): string => {
  const [header, payload] = token.split('.');
  const content = `${encoded({ ...decoded(header ?? ''), alg: 'HS256' })}.${payload}`;
  const secret = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
};

const decoded = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims; // a part of a JWT is a JSON object

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

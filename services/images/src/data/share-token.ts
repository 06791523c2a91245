import { createHash, randomBytes } from 'node:crypto';

/** The secret part of a link: 256 bits of chance, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token, 64 hexadecimal digits. SHA-256 alone is enough: there is nothing to guess from, as there is with a password. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const DIGITS = 6;
const BYTES = 32;
/**
 * A million codes are guessed at once from what is stored, were the hash a quick one. Scrypt with these takes 16 MB and some 40 ms of a core: five
 * hours for half of all codes, and a code lives ten minutes. RFC 7914, section 2.
 */
const COST = { N: 2 ** 14, r: 8, p: 1 };

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/** What is stored of a code. */
export interface HashedCode {
  readonly salt: string;
  readonly hash: string;
}

/** Six digits, each as likely as any other. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

export async function hashCode(code: string): Promise<HashedCode> {
  const salt = randomBytes(16);
  const hash = await derive(code, salt, BYTES, COST);
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

/** In a time that does not tell how much of it is right. */
export async function isCode(code: string, { salt, hash }: HashedCode): Promise<boolean> {
  const given = await derive(code, Buffer.from(salt, 'base64url'), BYTES, COST);
  return timingSafeEqual(given, Buffer.from(hash, 'base64url'));
}

/** What codes to a number are counted by: the number itself is stored with those who have it alone. */
export function numberKey(number: string): string {
  return createHash('sha256').update(number).digest('base64url');
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CATEGORIES } from '../domain/channels.ts';
import type { Ended, UnsubscribeLink } from '../domain/unsubscribe-link.ts';

/** Keys that sign links: one signs new ones, all are trusted. */
export interface UnsubscribeKeys {
  readonly current: string;
  readonly all: readonly string[];
}

/** What is longer was not made here: 8 for the key, 36 for the person, 9, 10, and 43 of the signature. */
export const LONGEST_TOKEN = 120;

/** Of `A-Za-z0-9_-`; the signature last. */
const FORM = /^([\w-]{8})\.([\da-f-]{36})\.([a-z]{1,9})\.([\da-z]{1,10})\.([\w-]{43})$/;
/** A signature made for something else with the same key does not pass for one of a link. */
const PURPOSE = 'unsubscribe\n';
const ENDED: readonly Ended[] = [...CATEGORIES, 'digest'];

/** The text in a link, which needs no escaping in an address and names its key, the person, what ends, and when it was made. */
export function unsubscribeToken({ userId, category, at }: UnsubscribeLink, { current }: UnsubscribeKeys): string {
  const said = [idOf(current), userId, category, at.toString(36)].join('.');
  return `${said}.${signature(said, current).toString('base64url')}`;
}

/** The key that a token says it was signed with, by its id; undefined when this is no token. */
export function keyIdOf(token: string): string | undefined {
  return token.length > LONGEST_TOKEN ? undefined : FORM.exec(token)?.[1];
}

/** @returns undefined for every token that was not signed with one of the keys, whatever is wrong with it */
export function readUnsubscribeToken(token: string, { all }: UnsubscribeKeys): UnsubscribeLink | undefined {
  if (token.length > LONGEST_TOKEN) return undefined;
  const [, keyId, userId = '', named = '', at = '', mac = ''] = FORM.exec(token) ?? [];
  const key = all.find((one) => idOf(one) === keyId);
  if (key === undefined) return undefined;
  const expected = signature(token.slice(0, token.lastIndexOf('.')), key);
  const given = Buffer.from(mac, 'base64url');
  // The last of 43 characters carries two bits that mean nothing: compared as text, one signature would have one spelling.
  if (!timingSafeEqual(expected, given) || expected.toString('base64url') !== mac) return undefined;
  const category = ENDED.find((one) => one === named);
  return category && { userId, category, at: Number.parseInt(at, 36) };
}

/** Of the key itself, so that it stays the same when the key is no longer the current one. */
export function idOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}

const signature = (said: string, key: string): Buffer =>
  createHmac('sha256', key)
    .update(PURPOSE + said)
    .digest();

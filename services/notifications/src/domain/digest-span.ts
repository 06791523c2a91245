import type { Digest } from './preferences.ts';

const DAY = 24 * 3600 * 1000;
/** How long an entry may take from the making of its id to the index that is read: what is younger is for the next digest. */
const SETTLED = 60_000;

/** What a digest tells of: entries that came after `from` and not after `to`, epoch milliseconds. */
export interface DigestSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * From where the digest before ended, so that nothing is told twice or left out, however late either was; of the first one a day or a week.
 * @param upTo where the one before ended, RFC 3339
 * @param dueAt RFC 3339
 */
export function digestSpan(
  digest: Exclude<Digest, 'off'>,
  { upTo, dueAt }: { readonly upTo?: string | undefined; readonly dueAt: string },
  now: Date,
): DigestSpan {
  const from = upTo === undefined ? Date.parse(dueAt) - (digest === 'daily' ? 1 : 7) * DAY : Date.parse(upTo);
  return { from, to: now.getTime() - SETTLED };
}

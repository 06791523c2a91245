import type { Digest } from './preferences.ts';

const DAY = 24 * 3600 * 1000;
/** The longest time between two digests is a week, an hour of the clock's and a change of the time zone. */
const LONGEST = 8 * DAY;
/** How long an entry may take from the making of its id to the index that is read: what is younger is for the next digest. */
const SETTLED = 60_000;

/** What a digest tells of: entries that came after `from` and not after `to`, epoch milliseconds. */
export interface DigestSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * From where the digest before ended, so that nothing is told twice or left out, however late either was; of the first one a day or a week. Who had none for
 * long is not told of all that time.
 * @param upTo where the one before ended, RFC 3339
 * @param dueAt RFC 3339
 */
export function digestSpan(
  digest: Exclude<Digest, 'off'>,
  { upTo, dueAt }: { readonly upTo?: string | undefined; readonly dueAt: string },
  now: Date,
): DigestSpan {
  const due = Date.parse(dueAt);
  const from =
    upTo === undefined ? due - (digest === 'daily' ? 1 : 7) * DAY : Math.max(Date.parse(upTo), due - LONGEST);
  return { from, to: now.getTime() - SETTLED };
}

import { TooManyRequests } from '@libs/contracts/errors';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a code may be entered, in milliseconds. */
export const CODE_LIFETIME = 10 * MINUTE;
/** Wrong ones included: one guess in 200,000 is right. */
export const MOST_TRIES = 5;
/** To one number on a day of UTC, whoever asks (so ten around midnight): nobody is to be woken by codes of strangers. */
export const MOST_PER_NUMBER = 5;
/** To one person within any 24 hours. */
const MOST_PER_PERSON = 5;

/**
 * Whether a person may be sent a further code.
 * @param times of the codes before, epoch milliseconds, in any order
 * @returns those that still count, and now
 * @throws TooManyRequests `code-too-soon` within a minute of the last one, `too-many-codes` after five within 24 hours; both say when to come again
 */
export function mayAskForCode(times: readonly number[], now: number): readonly number[] {
  const counted = times.filter((time) => time > now - DAY);
  const last = Math.max(...counted, Number.NEGATIVE_INFINITY);
  if (last > now - MINUTE) {
    throw new TooManyRequests('code-too-soon', 'A code is on its way: there is one a minute', {
      retryAfter: secondsUntil(last + MINUTE, now),
    });
  }
  if (counted.length >= MOST_PER_PERSON) {
    throw new TooManyRequests('too-many-codes', 'There are five codes a day', {
      retryAfter: secondsUntil(Math.min(...counted) + DAY, now),
    });
  }
  return [...counted, now];
}

const secondsUntil = (then: number, now: number): number => Math.ceil((then - now) / 1000);

import { BadRequest, Unprocessable } from '@libs/contracts/errors';

/** Seconds: a minute, 90 days, and the 7 days of a link of which nothing is said. */
const SHORTEST = 60;
const LONGEST = 90 * 24 * 3600;
const USUAL = 7 * 24 * 3600;

/**
 * When a new link ends, in epoch seconds.
 * @param now in epoch milliseconds
 * @throws BadRequest `one-expiry-only` for both, Unprocessable `expiry-out-of-range` for a time in less than a minute or more than 90 days
 */
export function expiryOf(
  {
    expiresInSeconds,
    expiresAt,
  }: { readonly expiresInSeconds?: number | undefined; readonly expiresAt?: string | undefined },
  now: number,
): number {
  const began = Math.floor(now / 1000);
  if (expiresAt === undefined) return began + (expiresInSeconds ?? USUAL);
  if (expiresInSeconds !== undefined) {
    throw new BadRequest('one-expiry-only', 'Say after how many seconds the link ends, or when, not both');
  }
  const ends = Math.floor(Date.parse(expiresAt) / 1000);
  if (ends >= began + SHORTEST && ends <= began + LONGEST) return ends;
  throw new Unprocessable('expiry-out-of-range', 'A link works for a minute at least, and for 90 days at most', {
    errors: [{ pointer: '/body/expiresAt', code: 'range', message: 'must be in 1 minute to 90 days' }],
  });
}

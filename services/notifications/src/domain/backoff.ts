/** Of a channel whose provider takes nothing: the first pause, and the longest, in milliseconds. Held deliveries are looked for once a minute. */
const FIRST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long a channel pauses: 30 seconds, doubled with each further refusal in a row up to 15 minutes; half of it is jitter, so that channels
 * and stages that were refused together do not come back together.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 * @param refusals in a row, this one included
 * @param random 0 to 1
 * @returns milliseconds: 15,000 to 900,000
 */
export function pauseAfter(refusals: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(refusals - 1, 10));
  return Math.round(longest * (0.5 + random / 2));
}

/**
 * When a delivery of a paused channel is tried again: what has piled up comes back over half the pause's length, not all at once.
 * @param pausedUntil epoch milliseconds; as `now`
 * @param random 0 to 1
 */
export function dueAfterPause(pausedUntil: number, now: number, random: number): Date {
  return new Date(pausedUntil + Math.round(Math.max(0, pausedUntil - now) * 0.5 * random));
}

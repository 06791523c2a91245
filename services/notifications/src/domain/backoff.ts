/** Between calls that came too fast: the first wait, and the longest, in milliseconds. */
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 2000;

/** Release looks for held deliveries as often, in milliseconds. */
const RELEASED_EACH_MS = 60_000;

/** Of a channel whose provider takes nothing: the first pause, and the longest, in milliseconds. */
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

/**
 * Until a call that came too fast is made again: at random, since those that were refused together would be so again.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param tries so far
 * @param random 0 to 1
 * @returns milliseconds: 0 to 400 at first, 0 to 2,000 from the fourth on
 */
export function waitAfterThrottle(tries: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 10)));
}

/** When a delivery is tried again that came too fast for as long as it was tried: within a minute. @param now epoch milliseconds; `random`: 0 to 1 */
export function dueAfterThrottle(now: number, random: number): Date {
  return new Date(now + Math.round(random * RELEASED_EACH_MS));
}

/** Longer than a token of the person works (30 days) and than a message about them or a picture is kept (14 days, in a dead-letter queue). */
const TOMBSTONE_SECONDS = 90 * 24 * 3600;

/**
 * When a tombstone may go, in epoch seconds.
 * @param now in epoch milliseconds
 */
export function tombstoneExpiry(now: number): number {
  return Math.floor(now / 1000) + TOMBSTONE_SECONDS;
}

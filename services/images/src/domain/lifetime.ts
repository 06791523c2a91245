/** From when until when a signed address works. */
export interface Lifetime {
  readonly from: Date;
  readonly until: Date;
}

/** An address that is passed on opens nothing for longer than this. */
const LIFETIME = 15 * 60_000;

/** So long the same address comes out, so that browsers and proxies find again what they have. */
const SAME_FOR = 5 * 60_000;

/**
 * Of an address that is signed now: it began at the last multiple of 5 minutes and ends 15 minutes after that, so that 10 to 15 minutes are left.
 * @param now in epoch milliseconds
 */
export function lifetimeAt(now: number): Lifetime {
  const from = now - (now % SAME_FOR);
  return { from: new Date(from), until: new Date(from + LIFETIME) };
}

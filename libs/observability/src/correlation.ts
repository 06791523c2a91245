import { AsyncLocalStorage } from 'node:async_hooks';

/** What ties together everything that one request causes: the id of the whole, and of what led to this part directly. */
export interface Correlation {
  readonly correlationId: string;
  readonly causationId?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs a function, and all that it awaits, under a correlation. */
export function correlate<T>(under: Correlation, run: () => T): T {
  return storage.run(under, run);
}

/** The correlation that the present code runs under; undefined outside of any. */
export function correlation(): Correlation | undefined {
  return storage.getStore();
}

// Letters, digits and the separators of UUIDs, ULIDs, X-Ray ids and ARNs: safe in logs, headers and DynamoDB alike.
const VALID = /^[\w.:-]{1,128}$/;

/** A correlation id that came from outside, or the fallback when it is absent, too long, or holds other characters. */
export function correlationIdFrom(given: unknown, fallback: string): string {
  return typeof given === 'string' && VALID.test(given) ? given : fallback;
}

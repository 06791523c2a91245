import { setTimeout } from 'node:timers/promises';

export interface PollOptions {
  /** Milliseconds after which it is given up. */
  within?: number;
  /** Milliseconds between two tries. */
  every?: number;
}

/** What was waited for did not come about; the cause is what the last try threw, if it did. */
export class NotInTime extends Error {
  override readonly name = 'NotInTime';
}

/**
 * Tries until the result is neither undefined, null nor false, and gives it. An error of a try counts as "not yet".
 * @param what names it in the error, as in "No welcome mail within 10000 ms"
 * @throws NotInTime
 */
export const poll = async <T>(
  what: string,
  attempt: () => Promise<T> | T,
  { within = 30_000, every = 25 }: PollOptions = {},
): Promise<Exclude<T, undefined | null | false>> => {
  const deadline = Date.now() + within;
  let cause: unknown;
  do {
    try {
      const result = await attempt();
      if (result !== undefined && result !== null && result !== false)
        return result as Exclude<T, undefined | null | false>; // just checked
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await setTimeout(every);
  } while (Date.now() < deadline);
  throw new NotInTime(`No ${what} within ${within} ms`, { cause });
};

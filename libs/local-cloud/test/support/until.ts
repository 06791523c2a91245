import { setTimeout as wait } from 'node:timers/promises';

type Nothing = undefined | null | false;

/**
 * Tries until the result is neither undefined, null nor false, and gives it. A try that throws counts as "not yet". (`poll` of @libs/testing does
 * the same; that library stands on this one.)
 * @throws Error naming `what` after two minutes, with what the last try threw as its cause
 */
export async function until<T>(what: string, attempt: () => Promise<T> | T): Promise<Exclude<T, Nothing>> {
  const deadline = Date.now() + 120_000;
  let cause: unknown;
  do {
    try {
      const result = await attempt();
      if (result !== undefined && result !== null && result !== false) return result as Exclude<T, Nothing>; // just checked
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await wait(10);
  } while (Date.now() < deadline);
  throw new Error(`${what}: not within two minutes`, { cause });
}

import { setTimeout as wait } from 'node:timers/promises';

/** Tries until the result is neither undefined nor false, and gives it; fails after 30 s. A try that throws counts as "not yet". */
export async function until<T>(what: string, attempt: () => Promise<T> | T): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + 30_000;
  let cause: unknown;
  while (Date.now() < deadline) {
    try {
      const result = await attempt();
      if (result !== undefined && result !== false) return result as Exclude<T, undefined | false>; // just checked
    } catch (error) {
      cause = error;
    }
    await wait(25);
  }
  throw new Error(`${what}: not within 30 s`, { cause });
}

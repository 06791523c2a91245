import { setTimeout } from 'node:timers/promises';

/** Tries until it gives something else than undefined. @throws what was last thrown, or that it took too long (two minutes) */
export async function eventually<T>(what: string, attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const deadline = Date.now() + 120_000; ; await setTimeout(10)) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (Date.now() > deadline) throw new Error(`${what} did not come about within two minutes`);
  }
}

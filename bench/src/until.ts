import { setTimeout } from 'node:timers/promises';

const LONGEST = 30_000;

/** Asks every few milliseconds, so that the answer is at most that late. */
export async function until<T>(ask: () => Promise<T | false | undefined>, every = 2): Promise<T> {
  const deadline = Date.now() + LONGEST;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await setTimeout(every);
  }
  throw new Error(`Nothing came within ${LONGEST} ms.`);
}

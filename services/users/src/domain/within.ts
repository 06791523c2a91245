import { setTimeout as after } from 'node:timers/promises';

/**
 * Waits for some work, but no longer than so many milliseconds; the work itself is not stopped.
 * @throws what the work throws, or Error when the time is over
 */
export async function within(milliseconds: number, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const tooLate = async () => {
    await after(milliseconds, undefined, { signal: done.signal });
    throw new Error(`Not done within ${milliseconds} ms`);
  };
  try {
    await Promise.race([work(), tooLate()]);
  } finally {
    done.abort();
  }
}

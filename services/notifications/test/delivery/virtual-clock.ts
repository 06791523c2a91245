import { setImmediate } from 'node:timers/promises';

/** A time in milliseconds that jumps to whatever is waited for next, as soon as nothing else is left to be done. */
export function virtualClock() {
  let time = 0;
  let waiting: { readonly at: number; readonly wake: () => void }[] = [];

  const wait = async (milliseconds: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting = [...waiting, { at: time + milliseconds, wake: resolve }];
    return promise;
  };

  /** Lets time go by until the work is done. */
  async function run(work: Promise<unknown>): Promise<void> {
    let done = false;
    const end = work.finally(() => (done = true));
    for (;;) {
      await setImmediate();
      if (done) break;
      const next = Math.min(...waiting.map(({ at }) => at));
      if (next === Number.POSITIVE_INFINITY) throw new Error('Nobody waits, and the work is not done.');
      time = next;
      const due = waiting.filter(({ at }) => at === next);
      waiting = waiting.filter(({ at }) => at !== next);
      for (const { wake } of due) wake();
    }
    await end;
  }

  return { now: () => time, wait, run };
}

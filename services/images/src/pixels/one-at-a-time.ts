/**
 * Lets one call run while its result is not needed yet, and only one.
 * @returns `next` starts a call once the one before has ended; `end` waits for the last. Both reject with what the call before rejected with.
 */
export function oneAtATime<T>(work: (input: T) => Promise<void>): {
  next: (input: T) => Promise<void>;
  end: () => Promise<void>;
} {
  // Settled, so that no rejection is without a handler while nobody waits.
  let running: Promise<PromiseSettledResult<void>[]> = Promise.resolve([]);
  const end = async () => {
    for (const result of await running) if (result.status === 'rejected') throw result.reason;
  };
  return {
    next: async (input) => {
      await end();
      running = Promise.allSettled([work(input)]);
    },
    end,
  };
}

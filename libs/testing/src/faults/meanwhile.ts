import type { Fault } from './fault.ts';

/** Another's work that is done while a call is on its way: after what was read before it, and before what it writes. */
export const meanwhile = (work: () => Promise<unknown>): Fault => ({
  name: 'meanwhile',
  meet: async ({ forward, answer }) => {
    await work();
    answer(await forward());
  },
});

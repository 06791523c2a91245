import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/**
 * The connection dies. `before`: the service never saw the request. `after`: it did what was asked, and the answer is lost; the SDK
 * sends the request again, so that anything not idempotent happens twice.
 */
export const cut = (moment: 'before' | 'after'): Fault => ({
  name: `cut ${moment}`,
  meet: async ({ forward, cut: end }) => {
    if (moment === 'after') await forward();
    end();
  },
});

/** The answer comes late: after so many milliseconds, or once a promise settles (then a test decides when, with no clock). */
export const delay = (until: number | Promise<unknown>): Fault => ({
  name: 'delay',
  meet: async ({ forward, answer }) => {
    await (typeof until === 'number' ? setTimeout(until) : Promise.allSettled([until]));
    answer(await forward());
  },
});

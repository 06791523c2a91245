import { MINUTE } from './times.ts';

/** Minutes. */
const LONGEST = 60;

/**
 * When the index gives out again what was lost on its way: after a minute, then after two, four, and so on up to an hour, so that a queue that is
 * behind is not filled further by what it holds already.
 * @param wakes how often it was woken before
 */
export function wakeAgainAt(wakes: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(2 ** wakes, LONGEST) * MINUTE);
}

import type { When } from '../contract/schedule.ts';

/**
 * A `when` as it is stored, its defaults made explicit: `every` goes by the clock of UTC, and counts from where the schedule begins.
 * @param begins `startsAt`, or now
 */
export function settledWhen(when: When, begins: Date): When {
  if (when.every === undefined) return when;
  return { ...when, timeZone: when.timeZone ?? 'UTC', anchor: when.anchor ?? begins.toISOString() };
}

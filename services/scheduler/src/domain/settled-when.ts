import type { When } from '../contract/schedule.ts';

/** A `when` as it is stored, its defaults made explicit: `every` counts from now by the clock of UTC unless told otherwise. */
export function settledWhen(when: When, now: Date): When {
  if (when.every === undefined) return when;
  return { ...when, timeZone: when.timeZone ?? 'UTC', anchor: when.anchor ?? now.toISOString() };
}

import { wallClock } from '@libs/time';
import type { QuietHours } from './preferences.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/**
 * The end of the quiet hours that `now` lies in: they hold from `start` on, and no longer at `end`. Of each day there is one stretch of time,
 * from the first time that the clock shows `start` to the last time that it shows `end`, so that nothing rings while the clock is within them;
 * a time that is left out when the clock is put forward is the moment at which that happens.
 * @param quietHours `HH:MM` each; the same time twice means none
 * @param timeZone IANA
 * @returns undefined when it is not quiet
 * @throws RangeError when the runtime does not know the time zone
 */
export function quietUntil(quietHours: QuietHours | null, timeZone: string, now: Date): Date | undefined {
  if (!quietHours) return undefined;
  const [start, end] = [ofDay(quietHours.start), ofDay(quietHours.end)];
  if (start === end) return undefined;
  const clock = wallClock(timeZone);
  const today = Math.floor(clock.read(now.getTime()) / DAY) * DAY;
  let until: number | undefined;
  // Of yesterday: over midnight. Of tomorrow: a day that is left out (Samoa's 30 December 2011) joins the quiet hours before and after it.
  for (const day of [today - DAY, today, today + DAY]) {
    const from = clock.first(day + start);
    const to = clock.last(day + end + (end < start ? DAY : 0));
    const moment = until ?? now.getTime();
    if (from <= moment && moment < to) until = to;
  }
  return until === undefined ? undefined : new Date(until);
}

/** @param time `HH:MM` */
function ofDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

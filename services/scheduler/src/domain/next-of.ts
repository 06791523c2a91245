import { cronTimes, dateTime, everyNext, instantOf, isoDuration, latestTime } from '@libs/time';
import type { When } from '../contract/schedule.ts';

/**
 * The first time of a `when` strictly after an instant.
 * @param when has passed `checkWhen`; without an `anchor` its times are counted from `after`
 * @returns undefined: there is none in the 50 years after it
 */
export function nextOf(when: When, after: Date): Date | undefined {
  const next = nextInstant(when, after.getTime());
  return next === undefined || next > latestTime(after.getTime()) ? undefined : new Date(next);
}

function nextInstant({ at, every, cron, timeZone = 'UTC', anchor }: When, after: number): number | undefined {
  if (cron !== undefined) return cronTimes(cron).next(timeZone, after);
  if (every !== undefined) {
    return everyNext(isoDuration(every), dateTime(anchor ?? new Date(after).toISOString()), timeZone, after);
  }
  if (at === undefined) throw new TypeError('There is neither at nor every nor cron');
  const instant = instantOf(dateTime(at), timeZone);
  return instant > after ? instant : undefined;
}

import { Cron } from 'croner';
import { latestTime } from '../latest-time.ts';
import { wallClock } from '../wall-clock.ts';
import { type CronFields, cronFields } from './cron-fields.ts';

export interface CronTimes {
  /**
   * The first time after an instant at which the clock of a time zone shows what the expression says, in epoch milliseconds. A time that the clock
   * shows twice counts once, at its first; one that it leaves out is the moment at which it goes on, and several of those are one.
   * @param timeZone IANA
   * @param after epoch milliseconds
   * @returns undefined: there is none in 50 years
   * @throws RangeError when the runtime does not know the time zone
   */
  next(timeZone: string, after: number): number | undefined;
}

/**
 * The times that a cron expression means, to the minute.
 * @param expression of five fields or of AWS's six (see the README), at most 100 characters
 * @throws MalformedTime
 */
export function cronTimes(expression: string): CronTimes {
  const fields = cronFields(expression);

  function next(timeZone: string, after: number): number | undefined {
    const clock = wallClock(timeZone);
    const latest = latestTime(after);
    let reading = clock.read(after);
    const cron = readingsWithin(fields, yearOf(reading), yearOf(clock.read(latest)));
    // Readings that lie ahead may be of the past while the clock shows an hour for the second time: more than one round is for those alone.
    for (;;) {
      const shown = cron?.nextRun(new Date(reading));
      if (!shown) return undefined;
      reading = shown.getTime();
      const instant = clock.first(reading);
      if (instant > latest) return undefined;
      if (instant > after) return instant;
    }
  }

  return { next };
}

/**
 * By croner, for a clock without changes. The years are always named: without them it looks for a 31 February until the year 3000.
 * @returns undefined: none of these years counts
 */
function readingsWithin(fields: CronFields, first: number, last: number): Cron | undefined {
  const { minute, hour, monthDay, month, weekDay, years } = fields;
  const named = years?.filter((year) => year >= first && year <= last).join(',') ?? `${first}-${last}`;
  if (named === '') return undefined;
  return new Cron(`0 ${minute} ${hour} ${monthDay} ${month} ${weekDay} ${named}`, { mode: '7-part', utcOffset: 0 });
}

const yearOf = (reading: number): number => new Date(reading).getUTCFullYear();

import { type DateTime, instantOf } from './date-time.ts';
import { type Duration, meanLength } from './iso-duration.ts';
import { type WallClock, wallClock } from './wall-clock.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * The first of `anchor`, `anchor + every`, `anchor + 2 × every`, … after an instant. Each is reckoned from the anchor, not from the one before:
 * 31 January and every month is 28 February, then 31 March. Months and days are those of the calendar, at the time that the clock showed at the
 * anchor; hours, minutes and seconds are exact, and are added last. It takes as long for an anchor of a century ago as for one of today.
 * @param every longer than nothing
 * @param timeZone IANA
 * @param after epoch milliseconds
 * @returns epoch milliseconds; the anchor itself when that is later than `after`
 * @throws RangeError when the runtime does not know the time zone
 */
export function everyNext(
  every: Duration,
  anchor: DateTime,
  timeZone: string,
  after: number,
  clockOf = wallClock,
): number {
  const start = instantOf(anchor, timeZone);
  const timeOf = every.months === 0 && every.days === 0 ? exactTimes : calendarTimes;
  const time = timeOf(every, { anchor, start, clock: clockOf(timeZone) });
  // Months stay within a week of their mean, and no zone came to lie more than 24 hours further west since 1900 (Kwajalein, 23): a step at most.
  for (let step = Math.max(0, Math.floor((after - start) / meanLength(every)) - 1); ; step += 1) {
    const next = time(step);
    if (next > after) return next;
  }
}

interface Start {
  readonly anchor: DateTime;
  readonly start: number;
  readonly clock: WallClock;
}

const exactTimes =
  ({ milliseconds }: Duration, { start }: Start) =>
  (step: number): number =>
    start + step * milliseconds;

function calendarTimes({ months, days, milliseconds }: Duration, { anchor, start, clock }: Start) {
  const shown = anchor.offset === undefined ? anchor.reading : clock.read(start) + (((start % 1000) + 1000) % 1000);
  return (step: number): number => {
    // An hour that comes twice: an anchor with an offset may be the second of the two.
    if (step === 0) return start;
    const day = monthsLater(Math.floor(shown / DAY) * DAY, step * months) + step * days * DAY;
    return clock.first(day + (shown - Math.floor(shown / DAY) * DAY)) + step * milliseconds;
  };
}

/** The same day so many months later, or the last of a month that is too short for it. */
function monthsLater(day: number, months: number): number {
  const date = new Date(day);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), length) - 1) * DAY;
}

import { wallClock } from '@libs/time';
import type { Digest } from './preferences.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const AT = 8 * HOUR;
const MONDAY = 1;
/** A Monday in a week's time may be a day that the calendar of the place leaves out; the next one is not. */
const MOST_DAYS = 15;

/**
 * When the next digest is due: 08:00 by the clock of the person's time zone, of each day or of each Monday.
 * @param timeZone IANA
 * @param after the digest is later than this, never at the same moment
 * @throws RangeError when the runtime does not know the time zone
 */
export function nextDigestAt(digest: Exclude<Digest, 'off'>, timeZone: string, after: Date): Date {
  const clock = wallClock(timeZone);
  const today = Math.floor(clock.read(after.getTime()) / DAY) * DAY;
  for (let day = today; day <= today + MOST_DAYS * DAY; day += DAY) {
    if (digest === 'weekly' && new Date(day).getUTCDay() !== MONDAY) continue;
    const due = clock.first(day + AT);
    if (due > after.getTime() && clock.read(due) < day + DAY) return new Date(due);
  }
  throw new Error(`There is no 08:00 within ${MOST_DAYS} days in this time zone`);
}

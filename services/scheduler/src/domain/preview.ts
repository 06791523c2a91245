import { latestTime, wallClock } from '@libs/time';
import { checkWhen, nextOf } from './when.ts';

/** A time to come: RFC 3339, UTC, and what a clock of the time zone shows then. */
export interface Previewed {
  readonly at: string;
  readonly local: string;
}

/**
 * The next times of a cron expression, fewer when there are no more in the next 50 years.
 * @throws Unprocessable `invalid-schedule`, the same as when it is planned, with pointers into the query
 */
export function preview(
  when: { readonly cron: string; readonly timeZone: string },
  count: number,
  now: Date,
): Previewed[] {
  checkWhen(when, now, '/query');
  const clock = wallClock(when.timeZone);
  const times: Previewed[] = [];
  let after = now;
  while (times.length < count) {
    const next = nextOf(when, after);
    if (next === undefined || next.getTime() > latestTime(now.getTime())) break;
    times.push({ at: next.toISOString(), local: new Date(clock.read(next.getTime())).toISOString().slice(0, 19) });
    after = next;
  }
  return times;
}

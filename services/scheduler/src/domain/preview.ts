import { wallClock } from '@libs/time';
import { Unprocessable } from '@libs/contracts/errors';
import { checkWhen, nextOf } from './when.ts';

/** A time to come: RFC 3339, UTC, and what a clock of the time zone shows then. */
export interface Previewed {
  readonly at: string;
  readonly local: string;
}

/**
 * The next times of a cron expression, fewer when there are no more within 50 years.
 * @throws Unprocessable `invalid-schedule`, the same as when it is planned, with pointers into the query
 */
export function preview(
  when: { readonly cron: string; readonly timeZone: string },
  count: number,
  now: Date,
): Previewed[] {
  checkQuery(when, now);
  const clock = wallClock(when.timeZone);
  const times: Previewed[] = [];
  let next = nextOf(when, now);
  while (next !== undefined && times.length < count) {
    times.push({ at: next.toISOString(), local: new Date(clock.read(next.getTime())).toISOString().slice(0, 19) });
    next = nextOf(when, next);
  }
  return times;
}

function checkQuery(when: { readonly cron: string; readonly timeZone: string }, now: Date): void {
  try {
    checkWhen(when, now);
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error;
    const errors = error.errors?.map((violation) => ({
      ...violation,
      pointer: violation.pointer.replace('/body/when/', '/query/'),
    }));
    throw new Unprocessable(error.type, error.title, { cause: error, errors: errors ?? [] });
  }
}

import { Unprocessable, type Violation } from '@libs/contracts/errors';
import { dateTime, instantOf, latestTime, MalformedTime } from '@libs/time';
import { FIRST_ANCHOR } from './check-when.ts';
import type { Plan } from './schedule.ts';

type Bounds = Pick<Plan, 'startsAt' | 'endsAt'>;
type Bound = keyof Bounds;

/**
 * The bounds of a schedule as they are stored: RFC 3339, UTC, in milliseconds. A start in the past is what `every` counts from, and no bound.
 * @param given what the request says; RFC 3339 with any offset
 * @param before what holds where the request says nothing, as it is stored
 * @throws Unprocessable `invalid-schedule` with a pointer for each thing that is wrong: `pattern`, `too-far`, `in-the-past`, `before-start`
 */
export function settledBounds(given: Bounds, now: Date, before: Bounds = {}): Bounds {
  const errors: Violation[] = [];
  const violation = (place: Bound, code: string, message: string): void => {
    errors.push({ pointer: `/body/${place}`, code, message });
  };

  function settled(place: Bound): string | undefined {
    const text = given[place];
    if (text === undefined) return before[place];
    const instant = read(text);
    if (instant === undefined) violation(place, 'pattern', 'must be a day and a time that exist, with an offset');
    else if (instant > latestTime(now.getTime())) violation(place, 'too-far', 'must be at most 50 years ahead');
    else if (place === 'startsAt' && instant < FIRST_ANCHOR) violation(place, 'too-far', 'must not be before 1900');
    else return new Date(instant).toISOString();
    return undefined;
  }

  const [startsAt, endsAt] = [settled('startsAt'), settled('endsAt')];
  if (given.endsAt !== undefined && endsAt !== undefined && endsAt <= now.toISOString()) {
    violation('endsAt', 'in-the-past', 'must be later than now');
  }
  if (startsAt !== undefined && endsAt !== undefined && endsAt < startsAt) {
    if (given.endsAt === undefined) violation('startsAt', 'after-end', 'must not be later than endsAt');
    else violation('endsAt', 'before-start', 'must not be earlier than startsAt');
  }
  if (errors.length > 0) throw new Unprocessable('invalid-schedule', 'This schedule cannot hold', { errors });
  return { startsAt, endsAt };
}

/** Epoch milliseconds; undefined for a day that does not exist, and for a leap second, which the schema lets through. */
function read(text: string): number | undefined {
  try {
    return instantOf(dateTime(text), 'UTC');
  } catch (error) {
    if (error instanceof MalformedTime) return undefined;
    throw error;
  }
}

import { Unprocessable } from '@libs/contracts/errors';
import {
  type DateTime,
  dateTime,
  instantOf,
  isoDuration,
  isTimeZone,
  latestTime,
  meanLength,
  wallClock,
} from '@libs/time';
import type { When } from '../contract/schedule.ts';
import { nextOf } from './next-of.ts';
import { MINUTE } from './times.ts';
import { readPart, type WhenPart, type WhenViolation, violation } from './when-violation.ts';

const LONGEST = meanLength(isoDuration('P10Y'));
/** Anchors may lie in the past, `1970-01-01T00:00:00Z`; what clocks showed before is not known everywhere. */
export const FIRST_ANCHOR = Date.UTC(1900, 0, 1);

/**
 * Holds a `when` against the rules that its schema cannot tell. What is told of it never holds the values.
 * @param place where it came from, as a JSON pointer into the request
 * @throws Unprocessable `invalid-schedule` with a pointer for each thing that is wrong: `one-of`, `unexpected`, `required`, `pattern`,
 *   `unknown-time-zone`, `offset-and-zone-disagree`, `in-the-past`, `too-far`, `too-short`, `too-long`, `never-fires`
 */
export function checkWhen(when: When, now: Date, place = '/body/when'): void {
  const errors = [...violationsOf(when, now)].map(({ part, ...rest }) => ({
    pointer: part === undefined ? place : `${place}/${part}`,
    ...rest,
  }));
  if (errors.length > 0) throw new Unprocessable('invalid-schedule', 'This schedule cannot hold', { errors });
}

function violationsOf(when: When, now: Date): Iterable<WhenViolation> {
  const given = (['at', 'every', 'cron'] as const).filter((kind) => when[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    return [violation(undefined, 'one-of')];
  }
  return { at: ofAt, every: ofEvery, cron: ofCron }[kind](when, now);
}

function* ofAt(when: When, now: Date): Iterable<WhenViolation> {
  yield* ofAnchorBeside(when);
  yield* ofTimeZone(when);
  const at = readPart('at', () => dateTime(when.at ?? ''));
  if (!('value' in at)) {
    yield at;
    return;
  }
  if (at.value.offset === undefined && when.timeZone === undefined) {
    yield violation('timeZone', 'required');
    return;
  }
  if (!knowsZone(when)) return;
  yield* ofOffset('at', at.value, when);
  const instant = instantOf(at.value, when.timeZone ?? 'UTC');
  if (instant <= now.getTime()) yield violation('at', 'in-the-past');
  if (instant > latestTime(now.getTime())) yield violation('at', 'too-far');
}

function* ofEvery(when: When, now: Date): Iterable<WhenViolation> {
  yield* ofTimeZone(when);
  const every = readPart('every', () => meanLength(isoDuration(when.every ?? '')));
  if (!('value' in every)) yield every;
  else if (every.value < MINUTE) yield violation('every', 'too-short');
  else if (every.value > LONGEST) yield violation('every', 'too-long');
  if (when.anchor === undefined) return;
  const anchor = readPart('anchor', () => dateTime(when.anchor ?? ''));
  if (!('value' in anchor)) {
    yield anchor;
    return;
  }
  if (!knowsZone(when)) return;
  yield* ofOffset('anchor', anchor.value, when);
  const instant = instantOf(anchor.value, when.timeZone ?? 'UTC');
  if (instant < FIRST_ANCHOR || instant > latestTime(now.getTime())) yield violation('anchor', 'too-far');
}

function* ofCron(when: When, now: Date): Iterable<WhenViolation> {
  yield* ofAnchorBeside(when);
  yield* ofTimeZone(when);
  if (when.timeZone === undefined) yield violation('timeZone', 'required');
  // In a zone that is not known it is still looked at, so that both are told at once.
  const next = readPart('cron', () => nextOf(knowsZone(when) ? when : { ...when, timeZone: 'UTC' }, now));
  if (!('value' in next)) {
    yield next;
    return;
  }
  if (next.value === undefined) yield violation('cron', 'never-fires');
}

function* ofAnchorBeside({ anchor }: When): Iterable<WhenViolation> {
  if (anchor !== undefined) yield violation('anchor', 'unexpected');
}

function* ofTimeZone(when: When): Iterable<WhenViolation> {
  if (!knowsZone(when)) yield violation('timeZone', 'unknown-time-zone');
}

const knowsZone = ({ timeZone }: When): boolean => timeZone === undefined || isTimeZone(timeZone);

/** An offset says which instant it is; the time zone beside it must have had that offset at that instant. */
function* ofOffset(part: WhenPart, { reading, offset }: DateTime, { timeZone }: When): Iterable<WhenViolation> {
  if (offset === undefined || timeZone === undefined) return;
  const second = Math.floor(reading / 1000) * 1000;
  if (wallClock(timeZone).read(second - offset) !== second) yield violation(part, 'offset-and-zone-disagree');
}

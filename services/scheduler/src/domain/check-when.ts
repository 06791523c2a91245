import { Unprocessable, type Violation } from '@libs/contracts/errors';
import {
  type DateTime,
  dateTime,
  instantOf,
  isoDuration,
  isTimeZone,
  latestTime,
  MalformedTime,
  meanLength,
  wallClock,
} from '@libs/time';
import type { When } from '../contract/schedule.ts';
import { nextOf } from './next-of.ts';

const MINUTE = 60_000;
const LONGEST = meanLength(isoDuration('P10Y'));
/** Anchors may lie in the past, `1970-01-01T00:00:00Z`; what clocks showed before is not known everywhere. */
const FIRST_ANCHOR = Date.UTC(1900, 0, 1);

/**
 * Holds a `when` against the rules that its schema cannot tell. What is told of it never holds the values.
 * @throws Unprocessable `invalid-schedule` with a pointer for each thing that is wrong: `one-of`, `unexpected`, `required`, `pattern`,
 *   `unknown-time-zone`, `offset-and-zone-disagree`, `in-the-past`, `too-far`, `too-short`, `too-long`, `never-fires`
 */
export function checkWhen(when: When, now: Date): void {
  const errors = [...violationsOf(when, now)];
  if (errors.length > 0) throw new Unprocessable('invalid-schedule', 'This schedule cannot hold', { errors });
}

function violationsOf(when: When, now: Date): Iterable<Violation> {
  const given = (['at', 'every', 'cron'] as const).filter((kind) => when[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    return [{ pointer: '/body/when', code: 'one-of', message: 'must have exactly one of at, every and cron' }];
  }
  return { at: ofAt, every: ofEvery, cron: ofCron }[kind](when, now);
}

function* ofAt(when: When, now: Date): Iterable<Violation> {
  yield* ofAnchorBeside(when);
  yield* ofTimeZone(when);
  const at = read('at', () => dateTime(when.at ?? ''));
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

function* ofEvery(when: When, now: Date): Iterable<Violation> {
  yield* ofTimeZone(when);
  const every = read('every', () => meanLength(isoDuration(when.every ?? '')));
  if (!('value' in every)) yield every;
  else if (every.value < MINUTE) yield violation('every', 'too-short');
  else if (every.value > LONGEST) yield violation('every', 'too-long');
  if (when.anchor === undefined) return;
  const anchor = read('anchor', () => dateTime(when.anchor ?? ''));
  if (!('value' in anchor)) {
    yield anchor;
    return;
  }
  if (!knowsZone(when)) return;
  yield* ofOffset('anchor', anchor.value, when);
  const instant = instantOf(anchor.value, when.timeZone ?? 'UTC');
  if (instant < FIRST_ANCHOR || instant > latestTime(now.getTime())) yield violation('anchor', 'too-far');
}

function* ofCron(when: When, now: Date): Iterable<Violation> {
  yield* ofAnchorBeside(when);
  yield* ofTimeZone(when);
  if (when.timeZone === undefined) yield violation('timeZone', 'required');
  // In a zone that is not known it is still looked at, so that both are told at once.
  const next = read('cron', () => nextOf(knowsZone(when) ? when : { ...when, timeZone: 'UTC' }, now));
  if (!('value' in next)) {
    yield next;
    return;
  }
  if (next.value === undefined) yield violation('cron', 'never-fires');
}

function* ofAnchorBeside({ anchor }: When): Iterable<Violation> {
  if (anchor !== undefined) yield violation('anchor', 'unexpected');
}

function* ofTimeZone(when: When): Iterable<Violation> {
  if (!knowsZone(when)) yield violation('timeZone', 'unknown-time-zone');
}

const knowsZone = ({ timeZone }: When): boolean => timeZone === undefined || isTimeZone(timeZone);

/** An offset says which instant it is; the time zone beside it must have had that offset at that instant. */
function* ofOffset(place: Place, { reading, offset }: DateTime, { timeZone }: When): Iterable<Violation> {
  if (offset === undefined || timeZone === undefined) return;
  const second = Math.floor(reading / 1000) * 1000;
  if (wallClock(timeZone).read(second - offset) !== second) yield violation(place, 'offset-and-zone-disagree');
}

type Place = keyof When;

const MESSAGES = {
  required: 'must be given: the time is that of a clock somewhere',
  unexpected: 'belongs to every alone',
  'unknown-time-zone': 'must be a time zone of the IANA database',
  'offset-and-zone-disagree': 'must have the offset that the time zone has at this time',
  'in-the-past': 'must be later than now',
  'too-far': 'must be at most 50 years ahead, and an anchor not before 1900',
  'too-short': 'must be PT1M or longer',
  'too-long': 'must be P10Y or shorter',
  'never-fires': 'must have a time to come within 50 years',
} as const;

const violation = (place: Place, code: keyof typeof MESSAGES): Violation => ({
  pointer: `/body/when/${place}`,
  code,
  message: MESSAGES[code],
});

/** What was read, or what is wrong with its form. */
function read<T>(place: Place, parse: () => T): { readonly value: T } | Violation {
  try {
    return { value: parse() };
  } catch (error) {
    if (!(error instanceof MalformedTime)) throw error;
    return { pointer: `/body/when/${place}`, code: 'pattern', message: error.message };
  }
}

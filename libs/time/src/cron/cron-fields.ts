import { monthDays, weekDays } from './day-fields.ts';
import { type FieldRules, fieldValues, malformed } from './field-values.ts';

/** A cron expression in croner's notation, field by field. */
export interface CronFields {
  readonly minute: string;
  readonly hour: string;
  readonly monthDay: string;
  readonly month: string;
  readonly weekDay: string;
  /** Rising; undefined: every year. */
  readonly years: readonly number[] | undefined;
}

/** Without what only looks like a letter or a space, and becomes one in capitals or by trimming. */
const ASCII = /^[\t\x20-\x7e]{1,100}$/;

const MINUTES: FieldRules = { min: 0, max: 59 };
const HOURS: FieldRules = { min: 0, max: 23 };
const MONTHS: FieldRules = {
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const DAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const WEEK_DAYS: FieldRules = { min: 0, max: 7, period: 7, names: DAY_NAMES, wraps: true };

/** Of AWS: a range may go over the end (`20-2`, from 20:00 to 02:00), a step may begin anywhere. */
const AWS = { wraps: true, stepsFrom: true };
const AWS_WEEK_DAYS: FieldRules = { min: 1, max: 7, names: DAY_NAMES, ...AWS };
const AWS_YEARS: FieldRules = { min: 1970, max: 2199, stepsFrom: true };

/**
 * Reads a cron expression of at most 100 characters of ASCII, in capitals or not: five fields (minute, hour, day of month, month, day of week 0-7), or six
 * as EventBridge has them (day of week 1-7 from Sunday, and a year), within `cron(…)` or not.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 * @throws MalformedTime
 */
export function cronFields(expression: string): CronFields {
  if (!ASCII.test(expression)) throw malformed();
  const text = expression.trim().toUpperCase();
  const wrapped = /^CRON\((.*)\)$/.exec(text)?.[1];
  const fields = (wrapped ?? text).trim().split(/[ \t]+/);
  if (fields.length === 6) return sixFields(fields as SixFields);
  if (fields.length === 5 && wrapped === undefined) return fiveFields(fields as FiveFields);
  throw malformed();
}

type FiveFields = [minute: string, hour: string, monthDay: string, month: string, weekDay: string];
type SixFields = [...FiveFields, year: string];

function fiveFields([minute, hour, monthDay, month, weekDay]: FiveFields): CronFields {
  return {
    minute: list(minute, MINUTES),
    hour: list(hour, HOURS),
    monthDay: isAny(monthDay) ? '*' : monthDays(monthDay),
    month: list(month, MONTHS),
    weekDay: isAny(weekDay) ? '*' : weekDays(weekDay, WEEK_DAYS, 0),
    years: undefined,
  };
}

function sixFields([minute, hour, monthDay, month, weekDay, year]: SixFields): CronFields {
  if ((monthDay === '?') === (weekDay === '?')) throw malformed();
  if (weekDay.includes('#') && weekDay.includes(',')) throw malformed();
  // The last day of a week is a Saturday.
  const days = weekDay === 'L' ? 'SAT' : weekDay;
  return {
    minute: list(minute, { ...MINUTES, ...AWS }),
    hour: list(hour, { ...HOURS, ...AWS }),
    monthDay: isAny(monthDay) ? '*' : monthDays(monthDay, AWS),
    month: list(month, { ...MONTHS, ...AWS }),
    weekDay: isAny(days) ? '*' : weekDays(days, AWS_WEEK_DAYS, 1),
    years: year === '*' ? undefined : values(year, AWS_YEARS).toSorted((a, b) => a - b),
  };
}

const isAny = (field: string): boolean => field === '*' || field === '?';
const values = (field: string, rules: FieldRules) => field.split(',').flatMap((term) => fieldValues(term, rules));
const list = (field: string, rules: FieldRules): string => (field === '*' ? field : values(field, rules).join(','));

import { MalformedTime } from '../malformed-time.ts';

/** What one field of a cron expression may hold. */
export interface FieldRules {
  readonly min: number;
  readonly max: number;
  /** Of `min` and those after it, in capitals. */
  readonly names?: readonly string[];
  /** How many different values there are, where that is not from `min` to `max`: Sunday is both 0 and 7. */
  readonly period?: number;
  /** Whether a range may go on at the beginning, `FRI-MON`. */
  readonly wraps?: boolean;
  /** Whether a step may begin at a number, `5/15`: from 5 up to the end. */
  readonly stepsFrom?: boolean;
}

const TERM = /^(\*|[0-9A-Z]+)(?:-([0-9A-Z]+))?(?:\/(\d{1,4}))?$/;

/**
 * The values that one term (what stands between commas) of a field means, in the order of the range.
 * @param term in capitals: `5`, `FRI`, `1-5`, `*`, `*\/15`, `8-18/2`
 * @throws MalformedTime
 */
export function fieldValues(term: string, rules: FieldRules): readonly number[] {
  const { min, max, period = max - min + 1, wraps = false, stepsFrom = false } = rules;
  const [, from = '', to, step] = TERM.exec(term) ?? [];
  if (from === '*' && to !== undefined) throw malformed();
  if (from !== '*' && to === undefined && step !== undefined && !stepsFrom) throw malformed();
  const first = from === '*' ? min : fieldValue(from, rules);
  let last = first;
  if (to !== undefined) last = fieldValue(to, rules);
  else if (from === '*' || step !== undefined) last = min + period - 1;
  if (last < first && wraps) last += period;
  const by = step === undefined ? 1 : Number(step);
  if (last < first || by < 1 || by > period) throw malformed();
  const values: number[] = [];
  for (let value = first; value <= last; value += by) values.push(((value - min) % period) + min);
  return values;
}

/** One value, by number or by name. @throws MalformedTime */
export function fieldValue(text: string, { min, max, names = [] }: FieldRules): number {
  const named = names.indexOf(text);
  if (named >= 0) return min + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw malformed();
  return value;
}

/** Of one message: the place is told by nobody's parser in a way that helps. */
export const malformed = (): MalformedTime =>
  new MalformedTime("must be a cron expression of five fields (30 9 * * MON-FRI) or of AWS's six (30 9 ? * MON-FRI *)");

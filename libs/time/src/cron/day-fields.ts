import { type FieldRules, fieldValue, fieldValues } from './field-values.ts';

const MONTH_DAYS: FieldRules = { min: 1, max: 31 };

/**
 * A day-of-month field as croner writes it: `L` the last day, `LW` the last from Monday to Friday, `15W` the one from Monday to Friday that is
 * nearest to the 15th and in the same month.
 * @param field in capitals
 * @throws MalformedTime
 */
export function monthDays(field: string, rules: Pick<FieldRules, 'wraps' | 'stepsFrom'> = {}): string {
  if (field === 'LW') return field;
  return field
    .split(',')
    .map((term) => {
      if (term === 'L') return term;
      const near = /^(\d{1,2})W$/.exec(term)?.[1];
      if (near !== undefined) return `${fieldValue(near, MONTH_DAYS)}W`;
      return fieldValues(term, { ...MONTH_DAYS, ...rules }).join(',');
    })
    .join(',');
}

/**
 * A day-of-week field as croner writes it, Sunday being 0: `5L` the last Friday of the month, `5#2` the second.
 * @param field in capitals
 * @param sunday its number in this field
 * @throws MalformedTime
 */
export function weekDays(field: string, rules: FieldRules, sunday: number): string {
  return field
    .split(',')
    .map((term) => {
      const [, day, nth] = /^([0-9A-Z]+?)(L|#[1-5])$/.exec(term) ?? [];
      if (day === undefined) return fieldValues(term, rules).map((value) => (value - sunday) % 7);
      return `${(fieldValue(day, rules) - sunday) % 7}${nth === 'L' ? '#L' : nth}`;
    })
    .join(',');
}

import { isTimeZone } from '@libs/time';
import { type Direction, directionOf, formatLocaleOf, type TextLocale, textLocaleOf } from '../domain/locale.ts';

type Forms<F> = Readonly<Partial<Record<Intl.LDMLPluralRule, F>> & { other: F }>;

/** The language, and how dates and numbers are written for one person. */
export interface Writing {
  readonly locale: TextLocale;
  readonly direction: Direction;
  /** Date and time in the person's time zone, with its name. What is no instant stands as it is. */
  readonly when: (instant: string) => string;
  readonly number: (value: number) => string;
  /** The form of the language's own plural rules. */
  readonly plural: <F>(count: number, forms: Forms<F>) => F;
}

/**
 * @param locale BCP 47; English for what there are no texts in
 * @param timeZone IANA; UTC for what is none
 */
export function writingFor(locale: string, timeZone: string): Writing {
  const text = textLocaleOf(locale);
  const format = formatLocaleOf(locale);
  return {
    locale: text,
    direction: directionOf(text),
    when(instant) {
      const date = new Date(instant);
      if (Number.isNaN(date.getTime())) return instant;
      return new Intl.DateTimeFormat(format, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
        timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
      }).format(date);
    },
    number: (value) => new Intl.NumberFormat(format).format(value),
    plural: (count, forms) => forms[new Intl.PluralRules(text).select(count)] ?? forms.other,
  };
}

import { Unprocessable, type Violation } from '@libs/contracts/errors';
import { isTimeZone } from '@libs/time';
import type { Preferences } from './preferences.ts';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Holds what a person wants against the rules that a schema cannot tell.
 * @throws Unprocessable `invalid-preferences` with a pointer for each thing that is wrong: `time`, `same-time`, `time-zone`, `locale`
 */
export function checkPreferences({ quietHours, timeZone, locale }: Preferences): void {
  const errors: Violation[] = [];
  if (quietHours) {
    for (const name of ['start', 'end'] as const) {
      if (TIME.test(quietHours[name])) continue;
      errors.push({ pointer: `/body/quietHours/${name}`, code: 'time', message: 'must be a time from 00:00 to 23:59' });
    }
    if (quietHours.start === quietHours.end) {
      errors.push({
        pointer: '/body/quietHours',
        code: 'same-time',
        message: 'must end at another time than they start',
      });
    }
  }
  if (!isTimeZone(timeZone)) {
    errors.push({ pointer: '/body/timeZone', code: 'time-zone', message: 'must be a time zone of the IANA database' });
  }
  if (locale !== null && !isLocale(locale)) {
    errors.push({
      pointer: '/body/locale',
      code: 'locale',
      message: 'must be a language tag (BCP 47), such as de or ar-MA',
    });
  }
  if (errors.length > 0) throw new Unprocessable('invalid-preferences', 'These preferences cannot hold', { errors });
}

/** Whether it has the form of a language tag, known or not: texts fall back to English. */
function isLocale(tag: string): boolean {
  try {
    return new Intl.Locale(tag).baseName !== '';
  } catch (error) {
    // ECMA-402, 14.1.1: what is thrown for a tag that is not well-formed.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

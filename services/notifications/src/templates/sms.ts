import { fitSms } from '../domain/fit-sms.ts';
import { directionOf, textLocaleOf } from '../domain/locale.ts';
import { rightToLeft } from '../domain/right-to-left.ts';
import type { Told } from '../domain/told.ts';
import { brief } from './brief.ts';

/** What one message may cost. */
const MOST_SEGMENTS = 3;

/**
 * A message as an SMS: who writes, title and body, cut where it is more than three segments.
 * @param locale BCP 47; English for what there are no texts in
 * @param timeZone IANA, for the times in the text; UTC for what is none
 */
export function smsTextOf(told: Told, locale: string, timeZone: string): string {
  const { title, body } = brief(told, locale, timeZone);
  const text = fitSms(body === '' ? `Longhouse: ${title}` : `Longhouse: ${title}\n${body}`, MOST_SEGMENTS);
  return directionOf(textLocaleOf(locale)) === 'rtl' ? rightToLeft(text) : text;
}

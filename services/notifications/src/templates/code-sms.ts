import { directionOf, type TextLocale, textLocaleOf } from '../domain/locale.ts';
import { rightToLeft } from '../domain/right-to-left.ts';

/** A single segment each: up to 160 characters of the GSM alphabet, up to 70 of any other. */
const TEXTS: Readonly<Record<TextLocale, (code: string) => string>> = {
  en: (code) => `Longhouse: ${code} is your code. It works for 10 minutes. Give it to nobody.`,
  ar: (code) => `Longhouse: رمزك ${code}، يصلح 10 دقائق. لا تعطه لأحد.`,
};

/**
 * The text in which a code comes to a phone.
 * @param locale BCP 47; English for what there are no texts in
 */
export function codeSms(code: string, locale: string): string {
  const language = textLocaleOf(locale);
  const text = TEXTS[language](code);
  return directionOf(language) === 'rtl' ? rightToLeft(text) : text;
}

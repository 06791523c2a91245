/** The languages that there are texts in. A new one is a line here: the compiler then names every text that it lacks. */
export const TEXT_LOCALES = ['en', 'ar'] as const;
export type TextLocale = (typeof TEXT_LOCALES)[number];

export type Direction = 'ltr' | 'rtl';

const DIRECTIONS: Readonly<Record<TextLocale, Direction>> = { en: 'ltr', ar: 'rtl' };

export const directionOf = (locale: TextLocale): Direction => DIRECTIONS[locale];

/**
 * The language of the texts for somebody who asks for `tag`: the lookup of RFC 4647, section 3.4, which takes subtags away from the end until
 * there is something. English where there is nothing, and for what is no language tag.
 */
export function textLocaleOf(tag: string): TextLocale {
  const subtags = tag.slice(0, LONGEST_TAG).toLowerCase().split('-');
  for (let count = subtags.length; count > 0; count -= 1) {
    const range = subtags.slice(0, count).join('-');
    const found = TEXT_LOCALES.find((locale) => locale === range);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Characters: RFC 5646, section 4.4.1. */
const LONGEST_TAG = 35;

/** The locale in which dates and numbers stand within such a text: the person's own (`en-GB`, `ar-MA`) where it is of the text's language. */
export function formatLocaleOf(tag: string): string {
  const text = textLocaleOf(tag);
  if (tag.length > LONGEST_TAG || tag.slice(0, 2).toLowerCase() !== text) return text;
  try {
    return new Intl.Locale(tag).toString();
  } catch (error) {
    // ECMA-402, 14.1.1: what is thrown for a tag that is not well-formed.
    if (error instanceof RangeError) return text;
    throw error;
  }
}

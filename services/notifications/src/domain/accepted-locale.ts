import { TEXT_LOCALES, textLocaleOf } from './locale.ts';

/**
 * The language that a browser asks for first, of those that there are texts in (RFC 9110, 12.5.4).
 * @param header `Accept-Language`: `ar-MA,ar;q=0.9,en;q=0.5`
 * @returns BCP 47; `en` when there are texts in none of them
 */
export function acceptedLocale(header = ''): string {
  const wished = header
    .slice(0, LONGEST)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return { tag, weight: Number(weight) || 0 };
    });
  const known = wished.filter(({ tag, weight }) => weight > 0 && isKnown(tag));
  return known.toSorted((one, other) => other.weight - one.weight)[0]?.tag ?? 'en';
}

/** Characters that are read: no browser has more. */
const LONGEST = 1000;

const isKnown = (tag: string): boolean =>
  TEXT_LOCALES.some((locale) => tag.toLowerCase().split('-')[0] === locale && textLocaleOf(tag) === locale);

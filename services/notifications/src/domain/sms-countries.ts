/**
 * Country codes that are no country's, of ITU-T E.164 (https://www.itu.int/rec/T-REC-E.164, list of assigned country codes): calls that the caller
 * does not pay or pays more for, satellites, networks of their own. None has to be reached by a text, and most cost many times as much.
 */
const NO_COUNTRY = ['800', '808', '870', '878', '881', '882', '883', '888', '979'];

/** A country code, with the first digits of an area where one is meant: `+49`, `+1242`. */
const PREFIX = /^\+?[1-9]\d{0,6}$/;

/**
 * Whether texts go to a number.
 * @param number E.164
 * @param countries prefixes that they go to, `+49, +43`; empty: every country
 * @throws Error for what is no list of prefixes: one that is mistyped must not count as all countries
 */
export function mayGetTexts(number: string, countries: string): boolean {
  const digits = number.slice(1);
  const prefixes = countries.split(/[\s,]+/).filter((prefix) => prefix !== '');
  const wrong = prefixes.find((prefix) => !PREFIX.test(prefix));
  if (wrong !== undefined) throw new Error(`SMS_COUNTRIES: ${wrong} is no country code, such as +49`);
  if (NO_COUNTRY.some((code) => digits.startsWith(code))) return false;
  return prefixes.length === 0 || prefixes.some((prefix) => digits.startsWith(prefix.replace('+', '')));
}

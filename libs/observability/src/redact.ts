const HIDDEN = '[redacted]';

/** Names of properties whose values are personal data or secrets, whatever they hold. */
const KEY = /e-?mail|phone|passw|secret|authorization|cookie|token(?!s?_?(count|use))|^(given|family|display)_?name$/i;

/**
 * In running text: e-mail addresses, phone numbers in international form, JSON web tokens, credentials of an authorization header and of a
 * query. Bounded repetitions: linear in the text.
 */
const TEXT =
  /[\p{L}\p{N}_.'+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}|\+\d[\d ()/-]{6,20}\d|eyJ[\w-]{4,4096}\.[\w-]{2,8192}(?:\.[\w-]{0,2048})?|(?:bearer|basic)\s+\S{1,8192}|token=[^\s&]{1,8192}/giu;

/** A JSON.stringify replacer that hides personal data and secrets, by the name of the property and by the look of a text. */
export function redact(key: string, value: unknown): unknown {
  if (typeof value === 'object' || value === undefined) return key !== '' && value && KEY.test(key) ? HIDDEN : value;
  if (KEY.test(key)) return HIDDEN;
  return typeof value === 'string' ? redactText(value) : value;
}

/** The same text without what looks like personal data or a secret. */
export function redactText(text: string): string {
  return MAY_HOLD.test(text) ? text.replace(TEXT, HIDDEN) : text;
}

/** Cheap test first: most strings of a log line hold none of it. */
const MAY_HOLD = /@|%40|\+\d|eyJ|bearer |basic |token=/i;

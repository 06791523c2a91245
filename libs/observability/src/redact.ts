const HIDDEN = '[redacted]';

/** Names of properties whose values are personal data or secrets, whatever they hold. */
const KEY = /e-?mail|phone|passw|secret|authorization|cookie|token(?!s?_?(count|use))|^(given|family|display)_?name$/i;

/** E-mail addresses, JSON web tokens and bearer tokens in running text. Bounded repetitions: linear in the text. */
const TEXT =
  /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|eyJ[\w-]{4,4096}\.[\w-]{2,8192}(?:\.[\w-]{0,2048})?|bearer\s+\S{1,8192}/gi;

/** A JSON.stringify replacer that hides personal data and secrets, by the name of the property and by the look of a text. */
export function redact(key: string, value: unknown): unknown {
  if (typeof value === 'object' || value === undefined) return key !== '' && value && KEY.test(key) ? HIDDEN : value;
  if (KEY.test(key)) return HIDDEN;
  return typeof value === 'string' && mayHold(value) ? value.replace(TEXT, HIDDEN) : value;
}

/** Cheap test first: most strings of a log line hold none of it. */
function mayHold(text: string): boolean {
  return text.includes('@') || text.includes('eyJ') || /bearer /i.test(text);
}

import { shorten } from './shorten.ts';
import { smsLength } from './sms-segments.ts';

/**
 * The text as an SMS of at most so many segments: cut between graphemes where it is longer, with an ellipsis, which is three dots in GSM 7-bit.
 * Typographic marks are as a typewriter has them wherever that makes it GSM 7-bit: one curly quote makes 160 characters a message of three.
 */
export function fitSms(text: string, maxSegments: number): string {
  const whole = plainly(text);
  if (smsLength(whole).segments <= maxSegments) return whole;
  // From the longest on: without the one emoji at its end, a text may be of the other encoding, and so be twice as long.
  for (let units = Math.min(text.length - 1, SEPTETS * maxSegments); units > 1; units -= 1) {
    const cut = plainly(shorten(text, units));
    if (smsLength(cut).segments <= maxSegments) return cut;
  }
  return '';
}

/** Of a message that stands alone: no segment has more characters. */
const SEPTETS = 160;

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/[\u00A0\u2007\u2009\u202F]/g, ' '],
  [/[‘’‚′]/g, "'"],
  [/[“”„″]/g, '"'],
  [/[‐‑‒–—]/g, '-'],
  [/…/g, '...'],
];

/** With plain marks, when the text is in the alphabet then; else as it is. */
function plainly(text: string): string {
  const plain = LOOKALIKES.reduce((sum, [marks, mark]) => sum.replace(marks, mark), text);
  return smsLength(plain).encoding === 'GSM-7' ? plain : text;
}

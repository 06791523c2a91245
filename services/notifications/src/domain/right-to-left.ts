import { smsLength } from './sms-segments.ts';

/** Right-to-left mark, of no width: Unicode Standard Annex 9, 2.6. */
const MARK = '\u200F';

/**
 * A text for phones, which lay out a message by its first letter that has a direction: with a mark before that, unless the mark would make it a
 * segment more, or change its encoding.
 */
export function rightToLeft(text: string): string {
  const [before, after] = [smsLength(text), smsLength(MARK + text)];
  return after.segments === before.segments && after.encoding === before.encoding ? MARK + text : text;
}

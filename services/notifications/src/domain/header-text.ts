import { shorten } from './shorten.ts';

/** UTF-16 code units. Clients show 40 to 90 of a subject. */
const MAX = 150;

// \p{Cc} are control characters, CR and LF among them; 2028 and 2029 are line separators; FEFF is a space without width.
const BREAKING = /[\p{Cc}\p{Zs}\u2028\u2029\uFEFF]+/gu;

/**
 * One line for the header of a mail or the title of a message: nothing in it ends the header and begins another (RFC 5322, section 2.2), no control
 * character, no lone surrogate (which UTF-8 cannot carry), no space at its ends nor two together; shortened to `max`.
 */
export function headerText(text: string, max = MAX): string {
  return shorten(text.toWellFormed().replace(BREAKING, ' ').trim(), max);
}

import { type TString, Type } from '@sinclair/typebox';

/**
 * What no text has, for a class of characters in a pattern: control characters (`\p{Cc}`), lone surrogates (`\p{Cs}`, not storable as UTF-8), line
 * separators and bidirectional overrides (2028 to 202E, 2066 to 2069), with which a text would rearrange what is around it. Emoji and right-to-left
 * scripts need none of them.
 * @example Type.String({ minLength: 1, maxLength: 255, pattern: `^[^${REFUSED}]+$` })
 */
export const REFUSED = '\\p{Cc}\\p{Cs}\\u2028-\\u202E\\u2066-\\u2069';

/** One line of text: 1 to so many code points, with no space at its ends. */
export const line = (maxLength: number): TString =>
  Type.String({ minLength: 1, maxLength, pattern: `^(?!\\s)[^${REFUSED}]*(?<!\\s)$` });

/** A text of any number of lines, up to so many code points; it may be empty. */
export const lines = (maxLength: number): TString => Type.String({ maxLength, pattern: `^(?:[^${REFUSED}]|\\n)*$` });

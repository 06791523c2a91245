import { type Html, html } from '@libs/html';
import type { Direction } from '../domain/locale.ts';
import { headerText } from '../domain/header-text.ts';
import { shorten } from '../domain/shorten.ts';

/** A value within a sentence: it came from outside, may be of another script, and may hold anything. */
export interface Value {
  readonly text: string;
  readonly strong: boolean;
}

/** A sentence of a template: the template's own words, and the values between them. It becomes plain text or HTML. */
export type Phrase = readonly (string | Value)[];

/** UTF-16 code units of a value on one line: the 120 code points of a title fit, whatever they are. */
const LONGEST_LINE = 240;

/** UTF-16 code units of a text of its own. */
const LONGEST_TEXT = 2000;

/** Each is an element of the HTML: a thousand of them, and Gmail cuts the mail. */
const MOST_LINES = 100;

// Embeddings, overrides and isolates, with which a text would rearrange what is around it (UAX #9, section 2); a whole isolate is kept, as the
// titles have that a digest lists.
const REARRANGING = /\u2068[^\u2066-\u2069]*\u2069|[\u202A-\u202E\u2066-\u2069]/g;

/**
 * A template tag for sentences: what stands in it is a value, unless it is a phrase itself.
 * @example say`Welcome, ${displayName}!`
 */
export function say(literals: TemplateStringsArray, ...values: readonly (string | Value | Phrase)[]): Phrase {
  return literals.flatMap((own, i) => {
    const value = values[i];
    return value === undefined ? [own] : [own, ...piecesOf(value)];
  });
}

/** A value that stands out. */
export const strong = (text: string): Value => ({ text: oneLine(text), strong: true });

function piecesOf(value: string | Value | Phrase): Phrase {
  if (typeof value === 'string') return [{ text: oneLine(value), strong: false }];
  return 'text' in value ? [value] : value;
}

/** On one line, and never nothing: a dash. */
function oneLine(text: string): string {
  return fit(headerText(text, LONGEST_LINE), LONGEST_LINE) || '–';
}

const fit = (text: string, max: number): string =>
  shorten(text, max).replace(REARRANGING, (found) => (found.length > 1 ? found : ''));

/** The paragraphs of somebody's own text, line by line; empty lines and control characters are gone. At most 100. */
export function linesOf(text: string): readonly string[] {
  const lines = shorten(text.toWellFormed().trim(), LONGEST_TEXT)
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => fit(headerText(line, LONGEST_TEXT), LONGEST_TEXT))
    .filter((line) => line !== '');
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), '…'];
}

/**
 * As plain text, in which a value of another direction is isolated (U+2068, U+2069) from the sentence around it.
 * @param max UTF-16 code units: where the sentence is longer its values are cut, each to an equal share, and its own words stay
 */
export function plain(phrase: Phrase, direction: Direction, max = Number.POSITIVE_INFINITY): string {
  const own = phrase.filter((piece) => typeof piece === 'string').join('').length;
  const values = phrase.filter((piece) => typeof piece !== 'string').length;
  const share = Math.max(Math.floor((max - own) / values) - 2, SHORTEST_VALUE);
  return phrase
    .map((piece) => (typeof piece === 'string' ? piece : isolate(fit(piece.text, share), direction)))
    .join('');
}

/** UTF-16 code units that a value keeps in any case. */
const SHORTEST_VALUE = 16;

/**
 * Several phrases as one plain text, as many as there is room for.
 * @param max UTF-16 code units
 */
export function plainList(phrases: readonly Phrase[], direction: Direction, separator: string, max: number): string {
  let text = '';
  for (const phrase of phrases) {
    const before = text === '' ? '' : separator;
    const room = max - text.length - before.length;
    if (room < SHORTEST_PHRASE) return room > 0 ? `${text}${before}…` : text;
    text += before + plain(phrase, direction, room);
  }
  return shorten(text, max);
}

/** UTF-16 code units: with less room there is nothing to be learnt of a phrase. */
const SHORTEST_PHRASE = 24;

/** As HTML: values are escaped, and each has its own direction. */
export function markup(phrase: Phrase): Html {
  return html`${phrase.map((piece) => (typeof piece === 'string' ? piece : markupOf(piece)))}`;
}

function markupOf({ text, strong: stands }: Value): Html {
  return stands ? html`<strong><bdi dir="auto">${text}</bdi></strong>` : html`<bdi dir="auto">${text}</bdi>`;
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** From left to right within a sentence that goes so too, nothing has to be isolated: most subjects stay free of marks. */
function isolate(text: string, direction: Direction): string {
  return direction === 'ltr' && !RIGHT_TO_LEFT.test(text) ? text : `\u2068${text}\u2069`;
}

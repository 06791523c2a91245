import type { Told } from '../domain/told.ts';
import { plain, plainList } from './phrase.ts';
import { wordsOf } from './templates.ts';
import { writingFor } from './writing.ts';

/** What the inbox, a phone's screen and an SMS show. */
export interface Brief {
  /** One line of at most about 150 UTF-16 code units. */
  readonly title: string;
  /** At most 500 UTF-16 code units, so that a push of it stays under the 4 kB of APNs and FCM; lines are paragraphs. May be empty. */
  readonly body: string;
  /** A path in the console. */
  readonly link: string;
}

/** UTF-16 code units. */
const LONGEST_TITLE = 150;
const LONGEST_BODY = 500;

/**
 * A message in short, as plain text.
 * @param locale BCP 47; English for what there are no texts in
 * @param timeZone IANA, for the times in the text; UTC for what is none
 */
export function brief(told: Told, locale: string, timeZone: string): Brief {
  const writing = writingFor(locale, timeZone);
  const { title, body, path } = wordsOf(told, writing);
  return {
    title: plain(title, writing.direction, LONGEST_TITLE),
    body: plainList(body, writing.direction, '\n', LONGEST_BODY),
    link: path,
  };
}

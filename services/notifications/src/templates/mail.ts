import { headerText } from '../domain/header-text.ts';
import { KINDS } from '../domain/kinds.ts';
import type { Told } from '../domain/told.ts';
import type { Letter } from './letter.ts';
import { htmlOf } from './mail-html.ts';
import { textOf } from './mail-text.ts';
import { plain, plainList } from './phrase.ts';
import { wordsOf } from './templates.ts';
import { writingFor } from './writing.ts';

/** A mail, but for its sender and recipient. */
export interface Mail {
  /** One line of at most 150 UTF-16 code units, without control characters: it goes into a header as it is. */
  readonly subject: string;
  /** One line: what a list of mails shows after the subject. It is in the HTML already. */
  readonly preheader: string;
  /** Stands alone: a client may show it in place of the HTML. */
  readonly text: string;
  /** A whole document, with every value escaped. */
  readonly html: string;
}

export interface MailSettings {
  /** BCP 47; English for what there are no texts in. */
  readonly locale: string;
  /** IANA, for the times in the text; UTC for what is none. */
  readonly timeZone: string;
  /** `https://longhouse.example` */
  readonly consoleUrl: string;
  /** Absolute. Messages about the account's security are without it, whatever is given. */
  readonly unsubscribeUrl?: string | undefined;
}

/** A message as a mail. */
export function mailOf(told: Told, { locale, timeZone, consoleUrl, unsubscribeUrl }: MailSettings): Mail {
  const writing = writingFor(locale, timeZone);
  const { locale: language, direction } = writing;
  const { path, ...words } = wordsOf(told, writing);
  const console = consoleUrl.replace(/\/+$/, '');
  const body = words.body.length === 0 ? [words.heading] : words.body;
  const letter: Letter = {
    locale: language,
    direction,
    subject: headerText(plain(words.title, direction, LONGEST)),
    preheader: headerText(plainList(body, direction, ' · ', LONGEST)),
    words,
    links: {
      action: `${console}${path}`,
      preferences: `${console}/notifications/preferences`,
      unsubscribe: KINDS[told.kind].security ? undefined : unsubscribeUrl,
    },
  };
  return { subject: letter.subject, preheader: letter.preheader, text: textOf(letter), html: htmlOf(letter) };
}

/** UTF-16 code units of a header's text. */
const LONGEST = 150;

import type { TextLocale } from '../domain/locale.ts';
import type { Told } from '../domain/told.ts';
import type { Phrase } from './phrase.ts';
import type { Writing } from './writing.ts';

/** A part of a mail's body. */
export type Block =
  | { readonly type: 'paragraph'; readonly phrase: Phrase }
  /** Somebody's own text, in its own direction; `lines` are clean (`linesOf`). */
  | { readonly type: 'quote'; readonly lines: readonly string[] }
  | { readonly type: 'fact'; readonly label: string; readonly phrase: Phrase }
  | { readonly type: 'list'; readonly items: readonly { readonly title: Phrase; readonly note: Phrase }[] };

/** What is said of one kind in one language. */
export interface Words {
  /** The title in the inbox and on a phone, and the subject of the mail. */
  readonly title: Phrase;
  /** What stands under the title, and after the subject in a list of mails: it is understood without the mail. Lines are paragraphs. */
  readonly body: readonly Phrase[];
  readonly heading: Phrase;
  readonly blocks: readonly Block[];
  /** The button, which leads to `path`. */
  readonly action: string;
  /** Why somebody gets this mail. */
  readonly reason: Phrase;
}

/** One kind of message: a text that a language lacks is an error of the compiler. */
export interface Template<T extends Told> {
  /** Where the console shows what this is about: begins with a slash; ids are encoded. */
  path(told: T): string;
  readonly words: Readonly<Record<TextLocale, (told: T, writing: Writing) => Words>>;
}

export const paragraph = (phrase: Phrase): Block => ({ type: 'paragraph', phrase });

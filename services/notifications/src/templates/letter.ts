import type { Direction, TextLocale } from '../domain/locale.ts';
import type { Words } from './template.ts';

/** A mail before it is text or HTML. Addresses are absolute. */
export interface Letter {
  readonly locale: TextLocale;
  readonly direction: Direction;
  /** One line, plain. */
  readonly subject: string;
  /** One line, plain. */
  readonly preheader: string;
  readonly words: Words;
  readonly links: {
    readonly action: string;
    readonly preferences: string;
    /** Absent from messages about the account's security. */
    readonly unsubscribe?: string | undefined;
  };
}

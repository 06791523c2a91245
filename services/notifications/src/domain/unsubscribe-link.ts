import type { Category } from './channels.ts';

/** What one link ends: the mails of a category, or the digest. */
export type Ended = Category | 'digest';

/** That a person was sent a link with which mails end. */
export interface UnsubscribeLink {
  readonly userId: string;
  readonly category: Ended;
  /** When the link was made, epoch milliseconds. */
  readonly at: number;
}

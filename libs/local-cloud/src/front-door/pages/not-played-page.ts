import { html, type Html } from '@libs/html';
import { layout } from './layout.ts';
import { nothing } from './parts.ts';

/** A provider's part that could not be played, and the way back. */
export function notPlayedPage(back: string, why: string): Html {
  const content = nothing('Nothing was sent.', html`${why} <a href="${back}">Back to the message</a>`);
  return layout({ title: 'Nothing was sent', section: 'mailbox', content });
}

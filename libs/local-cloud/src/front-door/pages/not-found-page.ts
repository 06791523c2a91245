import { type Html, html } from '@libs/html';
import { layout } from './layout.ts';
import { nothing } from './parts.ts';

/** For people; programs get a problem. */
export function notFoundPage(what: string): Html {
  return layout({
    title: 'Not found',
    section: 'home',
    content: nothing(what, html`<a href="/">Back to the start</a>`),
  });
}

import { html, type Html } from '@libs/html';
import { layout } from './layout.ts';
import { nothing } from './parts.ts';

/** While the engine does not answer. */
export function downPage(endpoint: string): Html {
  return layout({
    title: 'Starting',
    section: 'home',
    content: html`<div data-reload>${nothing('The local cloud does not answer.', html`Nothing is at <code>${endpoint}</code>: it starts, or it ended, and then the output of <code>npm start</code> says why. This page comes back by itself.`)}</div>`,
  });
}

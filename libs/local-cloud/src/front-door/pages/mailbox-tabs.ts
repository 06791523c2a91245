import { type Html, html } from '@libs/html';

/** Between what was sent and what could be. */
export function mailboxTabs(current: 'messages' | 'templates'): Html {
  const tab = (name: typeof current, path: string, label: string) =>
    html`<a href="${path}"${name === current && html` aria-current="page"`}>${label}</a>`;
  return html`<nav class="tabs" aria-label="Mailbox">${tab('messages', '/mailbox', 'Messages')}${tab('templates', '/mailbox/templates', 'Templates')}</nav>`;
}

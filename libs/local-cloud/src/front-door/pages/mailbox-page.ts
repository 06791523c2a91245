import { type Html, html } from '@libs/html';
import { splitAtCodes } from '../mailbox/codes.ts';
import type { Message } from '../mailbox/message.ts';
import { layout } from './layout.ts';
import { nothing, timeOfDay } from './parts.ts';

export interface MailboxView {
  messages: readonly Message[];
  /** What was searched for. */
  words: string;
  /** The message that is open, and how. */
  open?: { message: Message; view: 'html' | 'text' };
}

/** All messages, and the open one beside them: on a phone one or the other. */
export function mailboxPage({ messages, words, open }: MailboxView): Html {
  const search = words === '' ? '' : `?${new URLSearchParams({ q: words }).toString()}`;
  const content = html`<h1 class="narrow">Mailbox</h1>
<div class="mailbox${open && ' reading'}">
<section class="list" aria-label="Messages">
<form class="search" role="search" action="/mailbox" method="get">
<label><span>Search</span><input type="search" name="q" value="${words}" placeholder="address, subject or words" autocomplete="off"></label>
<button>Search</button>
</form>
<ul class="messages" data-live="messages">
${messages.length === 0 ? emptyList(search !== '') : messages.map((message) => row(message, search, open?.message.id))}</ul>
</section>
<section class="reader" aria-label="Message">
${open ? reader(open.message, open.view, search) : html`<p class="hint">Choose a message.</p>`}
</section>
</div>`;
  return layout({ title: open ? open.message.subject || 'SMS' : 'Mailbox', section: 'mailbox', content });
}

/** `/mailbox/<id>`, with its query kept. */
function addressOf({ id }: Message, search = ''): string {
  return `/mailbox/${encodeURIComponent(id)}${search}`;
}

function emptyList(searched: boolean): Html {
  return html`<li id="none">${
    searched
      ? nothing('No message fits.', html`<a href="/mailbox">Show all messages</a>`)
      : nothing('No mail yet.', html`Sign up with any address, and its code comes here.`)
  }</li>`;
}

function row(message: Message, search: string, open: string | undefined): Html {
  const { id, channel, to, subject, text, at, codes } = message;
  return html`<li id="m-${id}"><a href="${addressOf(message, search)}"${id === open && html` aria-current="true"`}>
<span class="who">${to.join(', ')}</span>${timeOfDay(at)}
<span class="subject">${channel === 'sms' ? html`<span class="channel">SMS</span>` : ''}${subject || text.slice(0, 80)}</span>
<span class="excerpt">${codes[0] !== undefined && html`<mark>${codes[0]}</mark> `}${channel === 'mail' && text.slice(0, 140)}</span>
</a></li>
`;
}

function reader(message: Message, view: 'html' | 'text', search: string): Html {
  const { channel, from, to, subject, text, html: markup, at, codes } = message;
  const address = addressOf(message);
  const tab = (name: 'html' | 'text', label: string) =>
    html`<a href="${address}?view=${name}${search.replace('?', '&')}"${name === view && html` aria-current="true"`}>${label}</a>`;
  return html`<a class="back" href="/mailbox${search}">← All messages</a>
<header>
<h2>${subject || (channel === 'sms' ? 'SMS' : 'No subject')}</h2>
<dl><div><dt>To</dt><dd>${to.join(', ')}</dd></div>${from !== '' && html`<div><dt>From</dt><dd>${from}</dd></div>`}<div><dt>Sent</dt><dd>${timeOfDay(at)}</dd></div></dl>
</header>
${codes.map((code) => html`<p class="code"><span>${code}</span><button type="button" class="copy" data-copy="${code}">Copy code</button></p>`)}${
  markup !== undefined && html`<nav class="tabs" aria-label="Views">${tab('html', 'HTML')}${tab('text', 'Text')}</nav>`
}
${
  markup !== undefined && view === 'html'
    ? html`<iframe class="mail" sandbox="allow-popups" referrerpolicy="no-referrer" src="${address}/html" title="The mail as HTML"></iframe>`
    : html`<div class="plain">${splitAtCodes(text).map((piece) => (piece.isCode ? html`<mark>${piece.text}</mark>` : piece.text))}</div>`
}`;
}

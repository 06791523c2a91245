import { type Html, html } from '@libs/html';
import { type Channel, channels, type Message } from '../mailbox/message.ts';
import { layout } from './layout.ts';
import { mailboxTabs } from './mailbox-tabs.ts';
import { addressOf, channelLabel, titleOf } from './message-parts.ts';
import { nothing, timeOfDay } from './parts.ts';
import { type Open, reader } from './reader.ts';

export interface MailboxView {
  messages: readonly Message[];
  /** What was searched for. */
  search: { words: string; channel: Channel | undefined };
  open?: Open;
}

/** All messages, and the open one beside them: on a phone one or the other. */
export function mailboxPage({ messages, search: { words, channel }, open }: MailboxView): Html {
  const query = new URLSearchParams({ ...(words && { q: words }), ...(channel && { channel }) }).toString();
  const search = query && `?${query}`;
  const option = (name: Channel) =>
    html`<option value="${name}"${name === channel && html` selected`}>${channelLabel(name)}</option>`;
  const content = html`<h1 class="narrow">Mailbox</h1>
<div class="mailbox${open && ' reading'}">
<section class="list" aria-label="Messages">
${mailboxTabs('messages')}
<form class="search" role="search" action="/mailbox" method="get">
<label class="grow"><span>Search</span><input type="search" name="q" value="${words}" placeholder="address or words" autocomplete="off"></label>
<label><span>Channel</span><select name="channel"><option value="">all</option>${channels.map(option)}</select></label>
<button>Search</button>
</form>
<ul class="messages" data-live="messages">
${messages.length === 0 ? emptyList(search !== '') : messages.map((message) => row(message, search, open?.message.id))}</ul>
</section>
<section class="reader" aria-label="Message">
${open ? reader(open, search) : html`<p class="hint">Choose a message.</p>`}
</section>
</div>`;
  return layout({ title: open ? titleOf(open.message) : 'Mailbox', section: 'mailbox', content });
}

function emptyList(searched: boolean): Html {
  return html`<li id="none">${
    searched
      ? nothing('No message fits.', html`<a href="/mailbox">Show all messages</a>`)
      : nothing('No message yet.', html`Sign up with any address, and its code comes here.`)
  }</li>`;
}

function row(message: Message, search: string, open: string | undefined): Html {
  const { id, channel, to, subject, text, at, codes } = message;
  return html`<li id="m-${id}"><a href="${addressOf(message, search)}"${id === open && html` aria-current="true"`}>
<span class="who">${to.join(', ')}</span>${timeOfDay(at)}
<span class="subject">${channel !== 'mail' && html`<span class="channel">${channelLabel(channel)}</span>`}${subject || text.slice(0, 80)}</span>
<span class="excerpt">${codes[0] !== undefined && html`<mark>${codes[0]}</mark> `}${subject !== '' && text.slice(0, 140)}</span>
</a></li>
`;
}

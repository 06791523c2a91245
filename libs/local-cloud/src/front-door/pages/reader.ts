import { type Html, html } from '@libs/html';
import { splitAtCodes } from '../mailbox/codes.ts';
import type { Message } from '../mailbox/message.ts';
import type { Played } from '../provider/provider.ts';
import { addressOf, channelLabel, titleOf } from './message-parts.ts';
import { type View, viewsOf } from './message-views.ts';
import { timeOfDay } from './parts.ts';
import { providerPart } from './provider-part.ts';

export interface Open {
  message: Message;
  /** Undefined: the best. */
  view: View | undefined;
  played: readonly Played[];
}

/** The open message. `search` is the query that its list has. */
export function reader({ message, view, played }: Open, search: string): Html {
  const { channel, from, to, at, codes } = message;
  const views = viewsOf(message);
  const shown = view ?? views[0]?.name ?? 'text';
  const tab = ({ name, label }: (typeof views)[number]) =>
    html`<a href="${addressOf(message, search, { view: name })}"${name === shown && html` aria-current="true"`}>${label}</a>`;
  return html`<a class="back" href="/mailbox${search}">← All messages</a>
<header>
<h2>${titleOf(message)}</h2>
<dl>${field('To', to.join(', '))}${from !== '' && field('From', from)}${field('Sent', html`${timeOfDay(at)}, ${channelLabel(channel)}`)}${channel === 'push' && html`${field('App', message.platform)}${field('Device', html`<code>${message.endpoint}</code>`)}`}</dl>
</header>
${codes.map((code) => html`<p class="code"><span>${code}</span><button type="button" class="copy" data-copy="${code}">Copy code</button></p>`)}${
  views.length > 1 && html`<nav class="tabs" aria-label="Views">${views.map(tab)}</nav>`
}
${body(message, shown)}
${providerPart(message, played, search)}`;
}

function body(message: Message, view: View): Html {
  if (view === 'html')
    return html`<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src="/mailbox/${encodeURIComponent(message.id)}/html" title="The mail as HTML"></iframe>`;
  if (view === 'headers' && message.channel === 'mail')
    return html`<dl class="fields">${message.headers.map(({ name, value }) => field(name, value))}${Object.entries(message.tags).map(([name, value]) => field(html`${name} <span class="channel">tag</span>`, value))}${message.configurationSet !== undefined && field('Configuration set', message.configurationSet)}</dl>`;
  if (view === 'source' && message.channel === 'mail')
    return html`<pre class="source" tabindex="0">${message.source}</pre>`;
  if (view === 'data' && message.channel === 'push')
    return html`<pre class="source" tabindex="0">${JSON.stringify(message.data, null, 2)}</pre>`;
  return html`<div class="plain" dir="auto">${splitAtCodes(message.text).map((piece) => (piece.isCode ? html`<mark>${piece.text}</mark>` : piece.text))}</div>`;
}

function field(name: Html | string, value: Html | string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

import { type Html, html } from '@libs/html';
import type { Message } from '../mailbox/message.ts';
import { type Outcome, outcomesOf } from '../provider/outcomes.ts';
import type { Played } from '../provider/provider.ts';
import { timeOfDay } from './parts.ts';

const labels: Record<Outcome, string> = {
  bounce: 'Bounce',
  'soft-bounce': 'Soft bounce',
  complaint: 'Complaint',
  disable: 'Disable the endpoint',
};

const hints: Record<Message['channel'], string> = {
  mail: 'Publishes what SES would: no such address, a full mailbox, or marked as spam.',
  push: 'As when the app is removed: SNS disables the endpoint and says so.',
  sms: '',
};

/** Buttons that play the provider's part for a message, and what was published by them. Nothing for messages that nobody reports on. */
export function providerPart(message: Message, played: readonly Played[], search: string): Html | false {
  const outcomes = outcomesOf(message);
  if (outcomes.length === 0) return false;
  const button = (outcome: Outcome) =>
    html`<form method="post" action="/mailbox/${encodeURIComponent(message.id)}/${outcome}${search}"><button>${labels[outcome]}</button></form>`;
  return html`<section class="provider" id="provider" aria-label="The provider's part">
<h3>Play the provider</h3>
<p class="hint">${hints[message.channel]}</p>
<div class="buttons">${outcomes.map(button)}</div>
${played.map(publishedPart)}</section>`;
}

function publishedPart({ outcome, topic, at, event }: Played, i: number, all: readonly Played[]): Html {
  return html`<details class="done"${i === all.length - 1 && html` open`}><summary>${timeOfDay(at)} ${labels[outcome]}: published to <code>${topic.slice(topic.lastIndexOf(':') + 1)}</code></summary><pre class="source" tabindex="0">${JSON.stringify(event, null, 2)}</pre></details>
`;
}

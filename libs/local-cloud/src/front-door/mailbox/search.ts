import { htmlToText } from './html-to-text.ts';
import type { Channel, Message } from './message.ts';

export interface Search {
  /** Part of a receiver's address, number or device token, in any case. */
  to?: string;
  /** Part of anything that the message says: receivers, sender, subject, text, HTML, headers, tags, data; in any case. */
  words?: string;
  channel?: Channel | undefined;
}

/** Whether a message fits all that is asked for. */
export function fits(message: Message, { to = '', words = '', channel }: Search): boolean {
  if (channel !== undefined && message.channel !== channel) return false;
  const address = to.trim().toLowerCase();
  if (!message.to.some((one) => one.toLowerCase().includes(address))) return false;
  const wanted = words.trim().toLowerCase();
  return wanted === '' || said(message).join('\n').toLowerCase().includes(wanted);
}

function said(message: Message): string[] {
  const { to, from, subject, text } = message;
  const always = [...to, from, subject, text];
  if (message.channel === 'push')
    return [
      ...always,
      message.platform,
      message.endpoint,
      ...Object.entries(message.data).map((one) => one.join(': ')),
    ];
  if (message.channel === 'sms') return always;
  const { html = '', headers, tags } = message;
  return [
    ...always,
    htmlToText(html),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...Object.entries(tags).map((one) => one.join(': ')),
  ];
}

import type { Channel, Message } from '../mailbox/message.ts';

const labels: Record<Channel, string> = { mail: 'Mail', sms: 'SMS', push: 'Push' };

export function channelLabel(channel: Channel): string {
  return labels[channel];
}

/** What stands above a message. */
export function titleOf({ channel, subject }: Message): string {
  return subject || (channel === 'mail' ? 'No subject' : labels[channel]);
}

/** `/mailbox/<id>`, with the query of its list and what is added to it. */
export function addressOf({ id }: Pick<Message, 'id'>, search: string, added: Record<string, string> = {}): string {
  const query = new URLSearchParams([...new URLSearchParams(search), ...Object.entries(added)]).toString();
  return `/mailbox/${encodeURIComponent(id)}${query && `?${query}`}`;
}

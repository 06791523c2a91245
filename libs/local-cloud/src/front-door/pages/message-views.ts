import type { Message } from '../mailbox/message.ts';

export type View = 'html' | 'text' | 'headers' | 'source' | 'data';

const labels: Record<View, string> = { html: 'HTML', text: 'Text', headers: 'Headers', source: 'Source', data: 'Data' };

/** In which ways a message can be looked at, the best first. */
export function viewsOf(message: Message): { name: View; label: string }[] {
  return namesOf(message).map((name) => ({ name, label: labels[name] }));
}

function namesOf(message: Message): View[] {
  if (message.channel === 'sms') return ['text'];
  if (message.channel === 'push') return ['text', 'data'];
  const bodies: View[] = message.html === undefined ? ['text'] : ['html', 'text'];
  return [...bodies, 'headers', ...(message.source === undefined ? [] : (['source'] as const))];
}

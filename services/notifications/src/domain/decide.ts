import { type Category, type Channel, CHANNELS, type DeliveryChannel, QUIETED } from './channels.ts';
import type { Kind } from './kinds.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Recipient } from './recipient.ts';

/** Over which channels somebody is told something, and what became of the others. */
export interface Decision {
  readonly inbox: boolean;
  readonly deliveries: readonly { readonly channel: DeliveryChannel; readonly dueAt?: Date }[];
  /** Of every channel that the kind may take. */
  readonly outcome: Readonly<Partial<Record<Channel, Outcome>>>;
}

/** `held`: until quiet hours end. `no-address`: nothing is known to send it to. */
export type Outcome = 'told' | 'held' | 'opted-out' | 'no-address';

/**
 * What becomes of a message of this kind for this person, now. Preferences decide, save for what concerns the person's security; quiet hours
 * hold what makes a noise; a channel without an address is left out.
 */
export function decide(kind: Kind, category: Category, recipient: Recipient, now: Date): Decision {
  const { preferences } = recipient;
  const quiet =
    kind.security || preferences.quietHours === null
      ? undefined
      : quietUntil(preferences.quietHours, preferences.timeZone, now);
  const outcome: Partial<Record<Channel, Outcome>> = {};
  for (const channel of CHANNELS) {
    if (!kind.channels.has(channel)) continue;
    if (!kind.security && !preferences.channels[category][channel]) outcome[channel] = 'opted-out';
    else if (!isReachable(channel, recipient)) outcome[channel] = 'no-address';
    else outcome[channel] = quiet !== undefined && QUIETED.has(channel) ? 'held' : 'told';
  }
  const deliveries = CHANNELS.flatMap((channel) => {
    if (channel === 'inbox') return [];
    if (outcome[channel] === 'told') return [{ channel }];
    return outcome[channel] === 'held' && quiet !== undefined ? [{ channel, dueAt: quiet }] : [];
  });
  return { inbox: outcome.inbox === 'told', deliveries, outcome };
}

function isReachable(channel: Channel, { email, phone, devices }: Recipient): boolean {
  if (channel === 'email') return email !== undefined;
  if (channel === 'sms') return phone !== undefined;
  if (channel === 'push') return devices > 0;
  return true;
}

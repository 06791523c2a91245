import { QUIETED } from './channels.ts';
import type { Delivery } from './delivery.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Recipient } from './recipient.ts';

/** What a delivery's time has come to: `send` it, `hold` it until a time, or give it up and why. */
export type SendNow =
  | { readonly verdict: 'send'; readonly recipient: Recipient }
  | { readonly verdict: 'hold'; readonly until: Date }
  | { readonly verdict: 'drop'; readonly reason: 'closed' | 'opted-out' };

/**
 * Whether what was planned holds still: between plan and sending a queue may have been long, and the person may have gone, chosen otherwise or
 * gone to sleep. What concerns security is sent all the same.
 * @param recipient undefined when nothing is known of the person any more
 */
export function sendNow(
  { told, category, security, channel }: Pick<Delivery, 'told' | 'category' | 'security' | 'channel'>,
  recipient: Recipient | undefined,
  now: Date,
): SendNow {
  if (recipient === undefined || recipient.closed) return { verdict: 'drop', reason: 'closed' };
  if (security) return { verdict: 'send', recipient };
  const { channels, digest, quietHours, timeZone } = recipient.preferences;
  const wanted = told.kind === 'digest' ? digest !== 'off' : channels[category][channel];
  if (!wanted) return { verdict: 'drop', reason: 'opted-out' };
  const until = QUIETED.has(channel) ? quietUntil(quietHours, timeZone, now) : undefined;
  return until === undefined ? { verdict: 'send', recipient } : { verdict: 'hold', until };
}

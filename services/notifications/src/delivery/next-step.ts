import type { Channel } from '../channels/channel.ts';
import { type ChannelState, channelStates } from '../data/channel-states.ts';
import type { ClaimedDelivery } from '../data/deliveries.ts';
import { recipients } from '../data/recipients.ts';
import { dueAfterPause } from '../domain/backoff.ts';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import { sendNow } from '../domain/send-now.ts';

/** Why a delivery is held. */
export type Because = 'quiet-hours' | 'channel-paused' | 'throttled';

/** What is to be done with a delivery that was claimed; `seen`: how the channel did when that was decided. */
export type NextStep =
  | { readonly step: 'send'; readonly send: (inTime: InTime) => Promise<HandOver>; readonly seen: ChannelState }
  | { readonly step: 'hold'; readonly until: Date; readonly because: Because }
  | { readonly step: 'fail'; readonly reason: string };

/** Looks at the person and the channel as they are now, and makes the message. Sends nothing. @param now epoch milliseconds */
export async function nextStep(channel: Channel, delivery: ClaimedDelivery, now: number): Promise<NextStep> {
  const [seen, known] = await Promise.all([channelStates.find(channel.name), recipients.find(delivery.userId)]);
  const verdict = sendNow(delivery, known, new Date(now));
  if (verdict.verdict === 'drop') return { step: 'fail', reason: verdict.reason };
  if (verdict.verdict === 'hold') return { step: 'hold', until: verdict.until, because: 'quiet-hours' };
  if (seen.pausedUntil > now) {
    const until = dueAfterPause(seen.pausedUntil, now, Math.random());
    return { step: 'hold', until, because: 'channel-paused' };
  }
  const { send, unreachable } = await channel.prepare(delivery, verdict.recipient, now);
  return send ? { step: 'send', send, seen } : { step: 'fail', reason: unreachable };
}

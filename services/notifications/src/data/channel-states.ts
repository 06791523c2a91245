import { FAST } from '@libs/data';
import { pauseAfter } from '../domain/backoff.ts';
import type { DeliveryChannel } from '../domain/channels.ts';
import { ChannelEntity } from './entities/channel.ts';

/** How a channel's provider does. */
export interface ChannelState {
  /** Epoch milliseconds; 0: never refused since it last took something. */
  readonly pausedUntil: number;
  readonly refusals: number;
}

const WELL: ChannelState = { pausedUntil: 0, refusals: 0 };

/** Backing off is a matter of one channel, and of all its workers together. */
export const channelStates = { find, pause, recovered };

/** Half a read unit: a worker that learns of a pause a second late asks the provider in vain, no more. */
async function find(channel: DeliveryChannel): Promise<ChannelState> {
  const { data } = await ChannelEntity.get({ channel }).go(FAST);
  return data ?? WELL;
}

/**
 * Pauses a channel whose provider has just refused. Of workers that were refused at the same time one sets the pause, the others learn of it.
 * @param seen what the worker knew when it asked the provider
 * @param now epoch milliseconds
 * @param random 0 to 1
 */
async function pause(
  channel: DeliveryChannel,
  seen: ChannelState,
  now: number,
  random = Math.random(),
): Promise<ChannelState> {
  const refusals = seen.refusals + 1;
  const paused: ChannelState = { pausedUntil: now + pauseAfter(refusals, random), refusals };
  const { rejected, data } = await ChannelEntity.upsert({ channel, ...paused })
    .where(({ refusals: known }, { notExists, lt }) => `${notExists(known)} OR ${lt(known, refusals)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: 'all_old' });
  return rejected ? (data ?? paused) : paused;
}

/** The provider has taken something: the next pause is a short one again. Not when a pause began in the meantime. */
async function recovered(channel: DeliveryChannel, { refusals }: ChannelState): Promise<void> {
  if (refusals === 0) return;
  await ChannelEntity.delete({ channel })
    .where((known, { eq }) => eq(known.refusals, refusals))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

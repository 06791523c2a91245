import { log } from '@libs/observability';
import { endpoints } from '../adapters/endpoints.ts';
import { GONE, type OutgoingPush, sendPush } from '../adapters/sns-push.ts';
import { devices } from '../data/devices.ts';
import { type ClaimedDelivery, deliveries } from '../data/deliveries.ts';
import type { Device } from '../domain/device.ts';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import type { Recipient } from '../domain/recipient.ts';
import { brief } from '../templates/brief.ts';
import type { Channel, Prepared } from './channel.ts';

/** What the channel calls; tests pass others. */
const CALLS = {
  list: devices.list,
  forget: async (endpointArn: string) => devices.removeByEndpoint(endpointArn, endpoints),
  reach: deliveries.reach,
  sendPush,
};

/** Of Apple, in bytes: https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns */
const LONGEST_COLLAPSE_ID = 64;

/**
 * By SNS, to all devices of the person. A device that takes nothing any more is removed. When some fail in a way that passes, or that people mend,
 * it is tried again for these alone.
 */
export function pushChannel(calls: typeof CALLS = CALLS): Channel {
  async function prepare(delivery: ClaimedDelivery, { userId }: Recipient): Promise<Prepared> {
    const { told, locale, timeZone, notificationId, deliveryId, reached = [] } = delivery;
    const left = (await calls.list(userId)).filter(({ id }) => !reached.includes(id));
    if (left.length === 0 && reached.length === 0) return { unreachable: GONE };
    const collapseId = (notificationId ?? deliveryId).slice(0, LONGEST_COLLAPSE_ID);
    const push = { ...brief(told, locale, timeZone), collapseId };
    return { send: async (inTime) => sendToAll(delivery, left, push, inTime) };
  }

  async function sendToAll(
    delivery: ClaimedDelivery,
    to: readonly Device[],
    push: OutgoingPush,
    inTime: InTime,
  ): Promise<HandOver> {
    const attempts = await Promise.allSettled(
      to.map(async ({ endpointArn }) => calls.sendPush(endpointArn, push, inTime)),
    );
    const outcomes = attempts.map((attempt) => (attempt.status === 'fulfilled' ? attempt.value : undefined));
    await forget(to.filter((_, index) => isGone(outcomes[index])));
    const reached = [
      ...(delivery.reached ?? []),
      ...to.filter((_, index) => isSent(outcomes[index])).map(({ id }) => id),
    ];
    const failure = attempts.find(({ status }) => status === 'rejected');
    const missed = outcomes.find(isHeldUp) ?? outcomes.find(isRefused);
    if ((failure || missed) && reached.length > 0) await calls.reach(delivery, reached);
    if (failure?.status === 'rejected') throw failure.reason;
    if (missed) return missed;
    if (reached.length === 0) return { outcome: 'failed', reason: GONE };
    return outcomes.find(isSent) ?? { outcome: 'sent' };
  }

  /** One that stays is tried with the next push: no reason to send this one again. */
  async function forget(gone: readonly Device[]): Promise<void> {
    if (gone.length === 0) return;
    log.info('devices that take nothing any more', { devices: gone.map(({ id }) => id) });
    const forgotten = await Promise.allSettled(gone.map(async ({ endpointArn }) => calls.forget(endpointArn)));
    for (const outcome of forgotten) {
      if (outcome.status === 'rejected') log.warn('device not removed', { error: outcome.reason as unknown });
    }
  }

  return { name: 'push', sendsAgain: true, prepare };
}

const isGone = (outcome: HandOver | undefined) => outcome?.outcome === 'failed' && outcome.reason === GONE;
const isHeldUp = (outcome: HandOver | undefined) => outcome?.outcome === 'throttled' || outcome?.outcome === 'stopped';
const isRefused = (outcome: HandOver | undefined) => outcome?.outcome === 'failed' && outcome.look === true;
const isSent = (outcome: HandOver | undefined) => outcome?.outcome === 'sent';

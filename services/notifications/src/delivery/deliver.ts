import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { type Log, metrics } from '@libs/observability';
import type { Channel } from '../channels/channel.ts';
import { type ChannelState, channelStates } from '../data/channel-states.ts';
import { type ClaimedDelivery, type DeliveryKey, deliveries } from '../data/deliveries.ts';
import { dueAfterPause } from '../domain/backoff.ts';
import { type HandedOver, type HandOver, NotSent } from '../domain/hand-over.ts';
import { giveBackAfter } from './give-back-after.ts';
import { type Because, nextStep } from './next-step.ts';

/** More than the time-out of any worker, 20 seconds: when it is over, the worker is dead. Less than the queue waits before it delivers again, 120. */
const LEASE_MS = 60_000;

/** Sends one delivery: once, however often, late or concurrently it is asked for. */
export type Deliver = (key: DeliveryKey, tools: { readonly log: Log }) => Promise<void>;

/**
 * The worker of a channel: claim, look whether it is still to be sent, send, record. README.md has what happens when it dies at each of these.
 * @param clock epoch milliseconds
 * @throws Retryable `delivery-in-progress` while another worker has it; Unprocessable for what people have to look into; anything else as it
 *   came, so that the message comes again
 */
export function deliverOver(channel: Channel, clock: () => number = Date.now): Deliver {
  return async function deliver(key, { log }) {
    const claim = await deliveries.claim(key, clock(), LEASE_MS, channel.sendsAgain);
    if (claim.outcome === 'claimed') return workOff(claim.delivery, log);
    if (claim.outcome === 'in-progress') {
      throw new Retryable('delivery-in-progress', 'Another worker is sending this');
    }
    if (claim.outcome === 'lapsed' && (await deliveries.giveUp(key, clock()))) {
      metrics.addMetric('DeliveriesUnknown', 'Count', 1);
      log.warn('a worker died while it sent: whether it did is not known, and it is not sent again');
    }
  };

  /** Until it is sent, whatever fails gives the claim back; from then on the lease decides. */
  async function workOff(delivery: ClaimedDelivery, log: Log): Promise<void> {
    const unsent = giveBackAfter(delivery, log);
    const next = await unsent(async () => nextStep(channel, delivery, clock()));
    if (next.step === 'hold') return unsent(async () => hold(delivery, next.until, next.because, log));
    if (next.step === 'fail') return unsent(async () => fail(delivery, next.reason, log));
    const handedOver = await unsent(async () => inTime(delivery, next.send), NotSent);
    if (handedOver.outcome === 'sent') return record(delivery, handedOver, next.seen, log);
    if (handedOver.outcome === 'throttled') {
      return unsent(async () => backOff(delivery, next.seen, handedOver.cause, log));
    }
    await unsent(async () => fail(delivery, handedOver.reason, log));
    if (!handedOver.look) return;
    throw new Unprocessable(handedOver.reason, 'The provider refuses this message', { cause: handedOver.cause });
  }

  /** A process that Lambda froze in the middle may go on after its lease, when another has sent this. */
  async function inTime({ leaseUntil }: ClaimedDelivery, send: () => Promise<HandOver>): Promise<HandOver> {
    if (clock() >= leaseUntil) throw new NotSent('The lease was over before it was sent');
    return send();
  }

  async function record(
    delivery: ClaimedDelivery,
    { providerId }: HandedOver<'sent'>,
    seen: ChannelState,
    log: Log,
  ): Promise<void> {
    await deliveries.note(delivery, 'sent', {
      at: new Date(clock()),
      ...(providerId === undefined ? {} : { providerId }),
    });
    log.info('sent', { provider_id: providerId });
    await channelStates.recovered(channel.name, seen);
  }

  /** The provider takes nothing now: this channel pauses, and nothing of it goes to the dead-letter queue for that. */
  async function backOff(delivery: ClaimedDelivery, seen: ChannelState, cause: unknown, log: Log): Promise<void> {
    const { pausedUntil, refusals } = await channelStates.pause(channel.name, seen, clock());
    metrics.addMetric('DeliveriesThrottled', 'Count', 1);
    log.warn('the provider takes nothing now: the channel pauses', { refusals, error: cause });
    await hold(delivery, dueAfterPause(pausedUntil, clock(), Math.random()), 'channel-paused', log);
  }
}

async function hold(delivery: ClaimedDelivery, until: Date, because: Because, log: Log): Promise<void> {
  await deliveries.hold(delivery, until);
  log.info('held', { because, until });
}

async function fail(delivery: ClaimedDelivery, reason: string, log: Log): Promise<void> {
  await deliveries.fail(delivery, reason);
  log.info('not sent', { reason });
}

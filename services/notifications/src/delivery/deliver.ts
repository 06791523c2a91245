import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { type Log, metrics } from '@libs/observability';
import type { Channel } from '../channels/channel.ts';
import { type ChannelState, channelStates } from '../data/channel-states.ts';
import { type ClaimedDelivery, type DeliveryKey, deliveries } from '../data/deliveries.ts';
import { dueAfterPause, dueAfterThrottle } from '../domain/backoff.ts';
import { type HandOver, type InTime, NotSent } from '../domain/hand-over.ts';
import { giveBackAfter } from './give-back-after.ts';
import { type Because, nextStep } from './next-step.ts';

/** More than the time-out of any worker, 20 seconds: when it is over, the worker is dead. Less than the queue waits before it delivers again, 120. */
const LEASE_MS = 60_000;

/** No call to a provider is begun later after the claim: what is left of the 20 seconds is for that call and its record. */
const SENT_WITHIN_MS = 12_000;

/** Sends one delivery: once, however often, late or concurrently it is asked for. */
export type Deliver = (
  key: DeliveryKey & { readonly channel: Channel['name'] },
  tools: { readonly log: Log },
) => Promise<void>;

/**
 * The worker of a channel: claim, look whether it is still to be sent, send, record. README.md has what happens when it dies at each of these.
 * @param clock epoch milliseconds
 * @throws Retryable `delivery-in-progress` while another worker has it; Unprocessable for what people have to look into; anything else as it
 *   came, so that the message comes again
 */
export function deliverOver(channel: Channel, clock: () => number = Date.now): Deliver {
  return async function deliver(key, { log }) {
    // A subscription's filter takes up to 15 minutes to hold: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
    if (key.channel !== channel.name) return log.warn('left to the queue of its own channel', { channel: key.channel });
    const begun = clock();
    const claim = await deliveries.claim(key, begun, LEASE_MS, channel.sendsAgain);
    // A process that Lambda froze in the middle may go on after its lease, when another has sent this.
    if (claim.outcome === 'claimed') return workOff(claim.delivery, () => clock() < begun + SENT_WITHIN_MS, log);
    if (claim.outcome === 'in-progress') {
      throw new Retryable('delivery-in-progress', 'Another worker is sending this');
    }
    if (claim.outcome === 'lapsed' && (await deliveries.giveUp(key, clock()))) {
      metrics.addMetric('DeliveriesUnknown', 'Count', 1);
      log.warn('a worker died while it sent: whether it did is not known, and it is not sent again');
    }
  };

  /** Until it is sent, whatever fails gives the claim back; from then on the lease decides. */
  async function workOff(delivery: ClaimedDelivery, inTime: InTime, log: Log): Promise<void> {
    const unsent = giveBackAfter(delivery, log);
    const next = await unsent(async () => nextStep(channel, delivery, clock()));
    if (next.step === 'hold') return unsent(async () => hold(delivery, next.until, next.because, log));
    if (next.step === 'fail') return unsent(async () => fail(delivery, next.reason, log));
    const handedOver = await unsent(async () => next.send(inTime), NotSent);
    if (handedOver.outcome === 'sent') return record(delivery, handedOver.providerId, next.seen, log);
    await unsent(async () => putOff(delivery, handedOver, next.seen, log));
    if (handedOver.outcome !== 'failed' || !handedOver.look) return;
    throw new Unprocessable(handedOver.reason, 'The provider refuses this message', { cause: handedOver.cause });
  }

  async function record(
    delivery: ClaimedDelivery,
    providerId: string | undefined,
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

  /** What the provider has not taken: for good, for now because it came too fast, or because it takes nothing. */
  async function putOff(
    delivery: ClaimedDelivery,
    handedOver: Exclude<HandOver, { readonly outcome: 'sent' }>,
    seen: ChannelState,
    log: Log,
  ): Promise<void> {
    if (handedOver.outcome === 'failed') return fail(delivery, handedOver.reason, log);
    metrics.addMetric('DeliveriesThrottled', 'Count', 1);
    const { outcome, cause } = handedOver;
    log.warn('the provider does not take it now', { outcome, error: cause });
    if (outcome === 'throttled') return hold(delivery, dueAfterThrottle(clock(), Math.random()), outcome, log);
    // This channel pauses, and nothing of it goes to the dead-letter queue for that.
    const { pausedUntil } = await channelStates.pause(channel.name, seen, clock());
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

import { log, metrics } from '@libs/observability';
import { sendText } from '../adapters/sns-text.ts';
import { budget } from '../data/budget.ts';
import type { ClaimedDelivery } from '../data/deliveries.ts';
import { type HandOver, type InTime, NotSent } from '../domain/hand-over.ts';
import type { Recipient } from '../domain/recipient.ts';
import { smsLength } from '../domain/sms-segments.ts';
import { smsTextOf } from '../templates/sms.ts';
import type { Channel, Prepared } from './channel.ts';

/** What the channel calls; tests pass others. */
const CALLS = { budget, sendText };

/** By SNS, to the number that the person has verified, while the month's budget of segments lasts. */
export function smsChannel(calls: typeof CALLS = CALLS): Channel {
  async function prepare(delivery: ClaimedDelivery, { phone }: Recipient, now: number): Promise<Prepared> {
    if (phone === undefined) return { unreachable: 'no-address' };
    const text = smsTextOf(delivery.told, delivery.locale, delivery.timeZone);
    const { segments } = smsLength(text);
    if (!(await calls.budget.take(segments, now))) {
      metrics.addMetric('SmsBudgetSpent', 'Count', 1);
      return { unreachable: 'budget-spent' };
    }
    return { send: async (inTime) => paidOnlyWhenSent({ to: phone, text }, inTime, segments, now) };
  }

  /** What SNS has not taken costs nothing; what it may have taken counts. */
  async function paidOnlyWhenSent(
    text: { readonly to: string; readonly text: string },
    inTime: InTime,
    segments: number,
    now: number,
  ): Promise<HandOver> {
    const giveBack = async () =>
      calls.budget
        .giveBack(segments, now)
        .catch((error: unknown) => log.warn('segments of SMS not given back', { segments, error }));
    try {
      const handedOver = await calls.sendText(text, inTime);
      if (handedOver.outcome !== 'sent') await giveBack();
      return handedOver;
    } catch (error) {
      if (error instanceof NotSent) await giveBack();
      throw error;
    }
  }

  return { name: 'sms', sendsAgain: false, prepare };
}

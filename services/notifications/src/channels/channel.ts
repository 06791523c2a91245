import type { ClaimedDelivery } from '../data/deliveries.ts';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import type { Recipient } from '../domain/recipient.ts';

/** A way to a person, over a provider outside. */
export interface Channel {
  readonly name: 'email' | 'sms' | 'push';
  /**
   * Whether a delivery is sent again whose worker died in the middle, when nothing is known of it after the lease. E-mail: yes, the provider's
   * event would have told of one that was taken. SMS: no, nothing tells, and each is paid for. Push: yes, the device shows it in place of the first.
   */
  readonly sendsAgain: boolean;
  /**
   * Makes the message, and sends nothing yet: all that can fail without a doubt fails here.
   * @param now epoch milliseconds
   */
  prepare(delivery: ClaimedDelivery, recipient: Recipient, now: number): Promise<Prepared>;
}

/** Ready to be sent, or why not: `no-address`, `suppressed`. */
export type Prepared =
  | { readonly send: (inTime: InTime) => Promise<HandOver>; readonly unreachable?: never }
  | { readonly unreachable: string; readonly send?: never };

import type { Category, DeliveryChannel } from './channels.ts';
import type { Told } from './told.ts';

/**
 * `pending`: on its way to the worker of its channel. `held`: not before `dueAt`. `sending`: a worker has it, until its lease is over.
 * `sent`: the provider has taken it; `delivered`, `bounced`, `complained`: what the provider said later. `failed`: it cannot be sent, see
 * `reason`. `unknown`: whether the provider has taken it cannot be found out, and it is not sent again.
 */
export const DELIVERY_STATES = [
  'pending',
  'held',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'unknown',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * Reasons of messages that the provider refuses for good. People look into these, and send the message back from the dead-letter queue: then it
 * is tried again.
 */
export const REFUSED = { email: 'mail-refused', sms: 'sms-refused', push: 'push-refused' };

/** One message to one person over one channel. */
export interface Delivery {
  readonly userId: string;
  /** `<event id>_<channel>`: the same however often the event comes. SES takes it as the value of a tag: `A-Z a-z 0-9 _ -`. */
  readonly deliveryId: string;
  readonly channel: DeliveryChannel;
  readonly category: Category;
  /** Opt-outs and quiet hours do not hold for it. */
  readonly security: boolean;
  readonly told: Told;
  readonly locale: string;
  /** IANA: times in the text are told in it. */
  readonly timeZone: string;
  /** The entry of the inbox that says the same. */
  readonly notificationId?: string;
  readonly state: DeliveryState;
}

/** Of an event: a UUID, or a name that tells of what and when. */
const EVENT_ID = /^[A-Za-z0-9-]{1,150}$/;

/**
 * The one place where ids of deliveries are made. Queues and SES would refuse a message with any other.
 * @param eventId 1 to 150 of `A-Z a-z 0-9 -`
 * @throws TypeError when it is none
 */
export function deliveryIdOf(eventId: string, channel: DeliveryChannel): string {
  if (!EVENT_ID.test(eventId))
    throw new TypeError(`No delivery can have an id of the event ${JSON.stringify(eventId)}`);
  return `${eventId}_${channel}`;
}

import { Retryable } from '@libs/contracts/errors';
import { othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import { v7 } from 'uuid';
import type { Category } from '../domain/channels.ts';
import { decide } from '../domain/decide.ts';
import { deliveryIdOf } from '../domain/delivery.ts';
import { dueShardOf } from '../domain/due-shard.ts';
import { KEPT_SECONDS } from '../domain/kept.ts';
import { KINDS } from '../domain/kinds.ts';
import type { Recipient } from '../domain/recipient.ts';
import { timeOfId } from '../domain/time-of-id.ts';
import type { Told } from '../domain/told.ts';
import { brief } from '../templates/brief.ts';
import { DeliveryEntity } from './entities/delivery.ts';
import { HandledEntity } from './entities/handled.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { recipients } from './recipients.ts';

const entities = {
  recipient: RecipientEntity,
  handled: HandledEntity,
  notification: NotificationEntity,
  delivery: DeliveryEntity,
};

/** That somebody is to be told something, because of an event. */
export interface Notice {
  /** Up to 128 characters: the same however often the event comes. */
  readonly eventId: string;
  readonly userId: string;
  readonly told: Told;
  /** In place of the kind's own. */
  readonly category?: Category | undefined;
}

/** `already`: the event came before. `closed`: the account is gone. */
export type Planned = 'planned' | 'already' | 'closed';

/** Somebody may read everything while it is planned: the entry then gets a later id, this often. */
const TRIES = 3;

/**
 * Turns a notice into an entry of the inbox and deliveries over the channels that the person chose: in one transaction, once however often the
 * notice comes. What is stored here is all that is needed later: channels do the rest.
 * @throws Retryable `recipient-unknown` while the profile has not arrived, `temporarily-unavailable` when others were in the way each time
 */
export async function plan(notice: Notice, now = new Date()): Promise<Planned> {
  for (let tried = 1; tried <= TRIES; tried++) {
    const recipient = await recipients.find(notice.userId);
    if (recipient?.closed) return 'closed';
    if (recipient?.handle === undefined) {
      throw new Retryable('recipient-unknown', 'The profile of this person has not arrived yet');
    }
    const refused = await store(notice, recipient, now);
    if (refused.length === 0) return 'planned';
    if (refused.includes(HANDLED)) return 'already';
  }
  throw othersAreFaster('the same');
}

/** The place of the note that the event was handled, among the operations of the transaction. */
const HANDLED = 1;

/** @returns the places of the operations that were refused: the person's, when the account is gone by now or everything up to a later id is read */
async function store(
  { eventId, userId, told, category: given }: Notice,
  recipient: Recipient,
  now: Date,
): Promise<readonly number[]> {
  const kind = KINDS[told.kind];
  const category = given ?? kind.category;
  const { inbox, deliveries, outcome } = decide(kind, category, recipient, now);
  const { locale, preferences, readUpTo = '' } = recipient;
  // Above everything that is read: an entry is not born read, whatever the clocks say.
  const notificationId = v7({ msecs: Math.max(now.getTime(), readUpTo === '' ? 0 : timeOfId(readUpTo) + 1) });
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS;

  return refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.recipient
        .check({ userId })
        .where(
          (attributes, { notExists, lt }) =>
            `${notExists(attributes.closed)} AND (${notExists(attributes.readUpTo)} OR ${lt(attributes.readUpTo, notificationId)})`,
        )
        .commit(),
      write.handled.create({ userId, eventId, kind: told.kind, outcome, expiresAt }).commit(),
      ...(inbox
        ? [
            write.notification
              .create({
                userId,
                notificationId,
                kind: told.kind,
                category,
                ...brief(told, locale, preferences.timeZone),
                expiresAt,
              })
              .commit(),
          ]
        : []),
      ...deliveries.map(({ channel, dueAt }) =>
        write.delivery
          .create({
            userId,
            deliveryId: deliveryIdOf(eventId, channel),
            channel,
            category,
            security: kind.security,
            told,
            locale,
            timeZone: preferences.timeZone,
            ...(inbox ? { notificationId } : {}),
            shard: dueShardOf(userId),
            state: dueAt === undefined ? 'pending' : 'held',
            dueAt: (dueAt ?? now).toISOString(),
            expiresAt,
          })
          .commit(),
      ),
    ]).go(),
  );
}

import { eraseInBatches, FAST } from '@libs/data';
import { ConnectionEntity } from './entities/connection.ts';
import { DeliveryEntity } from './entities/delivery.ts';
import { HandledEntity } from './entities/handled.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { VerificationEntity } from './entities/verification.ts';

/** Longer than a token of the person works (30 days) and than a message about them is kept (14 days, in a dead-letter queue). */
const TOMBSTONE_SECONDS = 90 * 24 * 3600;

/** What is in the table under a person's own key, save for devices and the count of subscriptions: these go with what they stand for. */
export const personItems = { close, erase };

/**
 * From now on nothing is told to this person, and nothing of theirs is stored: what is planned at this moment is refused by the tombstone.
 * @param now epoch milliseconds
 */
async function close(userId: string, now = Date.now()): Promise<void> {
  await RecipientEntity.put({ userId, closed: true, expiresAt: Math.floor(now / 1000) + TOMBSTONE_SECONDS }).go(FAST);
}

/**
 * Erases what there is, save for the tombstone; may be repeated, and goes on where it ended.
 * @throws Retryable `erasure-goes-on` when there is more than one go may erase
 */
async function erase(userId: string, batches?: number): Promise<void> {
  await eraseInBatches(
    () => NotificationEntity.query.one({ userId }),
    (items) => NotificationEntity.delete(items),
    batches,
  );
  await eraseInBatches(
    () => DeliveryEntity.query.one({ userId }),
    (items) => DeliveryEntity.delete(items),
    batches,
  );
  await eraseInBatches(
    () => HandledEntity.query.one({ userId }),
    (items) => HandledEntity.delete(items),
    batches,
  );
  await eraseInBatches(
    () => ConnectionEntity.query.one({ userId }),
    (items) => ConnectionEntity.delete(items),
    batches,
  );
  await VerificationEntity.delete({ userId }).go(FAST);
}

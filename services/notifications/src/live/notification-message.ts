import type { MessageBody } from '@libs/contracts';
import { FAST } from '@libs/data';
import type { NotificationCame } from '../contract/live.ts';
import type { Notification } from '../contract/notification.ts';
import type { StoredDelivery } from '../data/deliveries.ts';
import { NotificationEntity } from '../data/entities/notification.ts';
import { recipients } from '../data/recipients.ts';
import { unread } from '../data/unread.ts';
import { present } from '../domain/present.ts';
import { unlistedId } from './unlisted-id.ts';
import { brief } from '../templates/brief.ts';

/** What a delivery tells over the socket; undefined when its person has removed it from the inbox already. */
export async function notificationMessage(
  delivery: StoredDelivery,
): Promise<MessageBody<typeof NotificationCame> | undefined> {
  const { userId, notificationId } = delivery;
  const recipient = await recipients.find(userId);
  const notification = await notificationOf(delivery, recipient);
  if (!notification) return undefined;
  // What is in no inbox is not counted, and what was read meanwhile no longer.
  const known = notification.readAt === null ? notificationId : undefined;
  return { type: 'notification', notification, unread: await unread.count(userId, recipient ?? {}, { known }) };
}

/** The entry of the inbox; of those who keep no inbox what it would have been. */
async function notificationOf(
  { userId, deliveryId, notificationId, told, category, locale, timeZone, createdAt = '' }: StoredDelivery,
  recipient: Parameters<typeof present>[1],
): Promise<Notification | undefined> {
  if (notificationId === undefined) {
    const id = unlistedId(deliveryId, createdAt);
    return present({ notificationId: id, kind: told.kind, category, ...brief(told, locale, timeZone), createdAt });
  }
  const { data } = await NotificationEntity.get({ userId, notificationId }).go({ ...FAST, consistent: true });
  return data ? present(data, recipient) : undefined;
}

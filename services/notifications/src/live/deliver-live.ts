import type { Notification } from '../contract/notification.ts';
import { connections } from '../data/connections.ts';
import { deliveries, type DeliveryKey, type StoredDelivery } from '../data/deliveries.ts';
import { FAST } from '@libs/data';
import { DeliveryEntity } from '../data/entities/delivery.ts';
import { NotificationEntity } from '../data/entities/notification.ts';
import { recipients } from '../data/recipients.ts';
import { unread } from '../data/unread.ts';
import { present } from '../domain/present.ts';
import { unlistedId } from '../domain/unlisted-id.ts';
import { brief } from '../templates/brief.ts';
import { assertAllReached, tell } from './tell.ts';

export type LiveOutcome = 'sent' | 'no-connection' | 'removed' | 'done';

/**
 * Posts a notification to every connection of its person. There is no claim and no lease: told twice does no harm, since clients merge by id. So it is
 * one write, and where nobody is connected (the rule) one read more.
 * @throws Error whose cause says whether it is tried again, when connections were there and not all could be told
 */
export async function deliverLive(key: DeliveryKey, send = tell, now = new Date()): Promise<LiveOutcome> {
  const { data: delivery } = await DeliveryEntity.get(key).go({ ...FAST, consistent: true });
  if (delivery?.state !== 'pending') return 'done';
  const ids = await connections.of(key.userId, now.getTime());
  if (ids.length === 0) return settle(key, 'no-connection', now);

  const recipient = await recipients.find(key.userId);
  const notification = await notificationOf(delivery, recipient);
  if (notification === undefined) return settle(key, 'removed', now);
  const known = delivery.notificationId !== undefined && notification.readAt === null ? notification.id : undefined;
  const message = {
    type: 'notification',
    notification,
    unread: await unread.count(key.userId, recipient ?? {}, { known }),
  };
  const reached = await send(key.userId, ids, message);
  assertAllReached(reached);
  return settle(key, reached.told.length === 0 ? 'no-connection' : 'sent', now);
}

/** The entry of the inbox, undefined when the person has removed it; of those who keep no inbox what it would have been. */
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

async function settle(key: DeliveryKey, outcome: 'sent' | 'no-connection' | 'removed', at: Date): Promise<LiveOutcome> {
  await deliveries.note(key, 'sent', { at, ...(outcome === 'sent' ? {} : { reason: outcome }) });
  return outcome;
}

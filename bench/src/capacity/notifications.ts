import { randomUUID } from 'node:crypto';
import type { Told } from '../../../services/notifications/src/domain/told.ts';
import { log } from '@libs/observability';
import type { Record } from './record.ts';

/** One person's notifications. Providers take everything: what is counted is the table. */
export async function notificationsCapacity(record: Record): Promise<void> {
  const { recipients } = await import('../../../services/notifications/src/data/recipients.ts');
  const { plan } = await import('../../../services/notifications/src/data/plan.ts');
  const { inbox } = await import('../../../services/notifications/src/data/inbox.ts');
  const { unread } = await import('../../../services/notifications/src/data/unread.ts');
  const { deliveries } = await import('../../../services/notifications/src/data/deliveries.ts');
  const { subscriptions } = await import('../../../services/notifications/src/data/subscriptions.ts');
  const { connections } = await import('../../../services/notifications/src/data/connections.ts');
  const { deliverOver } = await import('../../../services/notifications/src/delivery/deliver.ts');
  const { emailChannel } = await import('../../../services/notifications/src/channels/email.ts');
  const { suppressions } = await import('../../../services/notifications/src/data/suppressions.ts');

  const userId = randomUUID();
  const profile = { email: 'ada@example.com', displayName: 'Ada Lovelace', handle: 'ada', profileLocale: 'en-GB' };
  const told: Told = { kind: 'reminder', scheduleId: randomUUID(), title: 'Water the plants', body: 'All of them.' };
  const eventId = randomUUID();
  const sendMail = deliverOver(
    emailChannel({
      suppressions,
      unsubscribeUrl: async () => 'https://api.longhouse.example/notifications/unsubscribe?token=t',
      sendMail: async () => ({ outcome: 'sent', providerId: randomUUID() }),
    }),
  );

  await record('UserRegistered: the profile is noted', () => recipients.note(userId, profile, 1));
  await record('an event is planned: inbox, socket, mail', () => plan({ eventId, userId, told }));
  const deliveryId = await mailOf(userId);
  await record('its mail is claimed, sent and noted', () =>
    sendMail({ userId, deliveryId, channel: 'email' }, { log }),
  );
  await record('SES says that it is delivered', () =>
    deliveries.note({ userId, deliveryId }, 'delivered', { at: new Date() }),
  );
  for (let one = 1; one < 20; one++) await plan({ eventId: randomUUID(), userId, told });
  await record('GET /notifications, a page of 20', () => inbox.list(userId, { limit: 20 }));
  await record('GET /notifications?unread=true, a page of 20', () => inbox.list(userId, { limit: 20, unread: true }));
  await record('GET /notifications/unread-count, 20 of them', () => unread.count(userId));
  const { items } = await inbox.list(userId, { limit: 20 });
  await record('PUT /notifications/{id}/read', () => inbox.read(userId, items[1]?.id ?? ''));
  await record('PUT /notifications/read, 19 of them', () => inbox.readUpTo(userId, items[0]?.id ?? ''));
  await record('DELETE /notifications/{id}', () => inbox.remove(userId, items[2]?.id ?? ''));
  await record('a socket opens', () => connections.open(userId, 'L0SM9cOFvHcCIhw='));
  await record('PUT /topics/{topic}/subscription', () => subscriptions.add(userId, 'harvest'));
  await record('DELETE /topics/{topic}/subscription', () => subscriptions.remove(userId, 'harvest'));
}

/** The delivery by mail. */
async function mailOf(userId: string): Promise<string> {
  const { DeliveryEntity } = await import('../../../services/notifications/src/data/entities/delivery.ts');
  const { data } = await DeliveryEntity.query.one({ userId }).go();
  return data.find(({ channel }) => channel === 'email')?.deliveryId ?? '';
}

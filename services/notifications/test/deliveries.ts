import { randomUUID } from 'node:crypto';
import { DeliveryEntity } from '../src/data/entities/delivery.ts';
import type { StoredDelivery } from '../src/data/deliveries.ts';

/** A delivery of its own event, as planning stores it. */
export async function planned(given: Partial<StoredDelivery> = {}): Promise<StoredDelivery> {
  const { userId = randomUUID(), channel = 'email' } = given;
  const { data } = await DeliveryEntity.create({
    userId,
    deliveryId: `${randomUUID()}_${channel}`,
    channel,
    category: 'account',
    security: false,
    told: { kind: 'welcome', displayName: 'Ada', handle: 'ada' },
    locale: 'en',
    timeZone: 'UTC',
    shard: userId.slice(-1),
    state: 'pending',
    dueAt: new Date().toISOString(),
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
    ...given,
  }).go();
  return data;
}

/** What is stored of it now. */
export async function stored({ userId, deliveryId }: StoredDelivery): Promise<StoredDelivery | null> {
  const { data } = await DeliveryEntity.get({ userId, deliveryId }).go({ consistent: true });
  return data;
}

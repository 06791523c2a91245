import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';
import { CATEGORIES, DELIVERED } from '../../domain/channels.ts';
import { DELIVERY_STATES } from '../../domain/delivery.ts';
import type { Told } from '../../domain/told.ts';

/**
 * One message to one person over one channel. Its id comes from event and channel, so that an event that is delivered twice makes one delivery.
 * `gsi1` holds those that wait, by shard and time.
 */
export const DeliveryEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'delivery', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      deliveryId: { type: 'string', required: true, readOnly: true },
      channel: { type: DELIVERED, required: true, readOnly: true },
      category: { type: CATEGORIES, required: true, readOnly: true },
      security: { type: 'boolean', required: true, readOnly: true },
      told: { type: CustomAttributeType<Told>('any'), required: true, readOnly: true },
      locale: { type: 'string', required: true, readOnly: true },
      timeZone: { type: 'string', required: true, readOnly: true },
      notificationId: { type: 'string', readOnly: true },
      state: { type: DELIVERY_STATES, required: true },
      /** Not before: RFC 3339, UTC. */
      dueAt: { type: 'string', required: true },
      /** Last hexadecimal digit of the person's id, which is random. */
      shard: { type: 'string', required: true, readOnly: true },
      /** Of the one being sent: epoch milliseconds. */
      leaseUntil: { type: 'number' },
      /** Of the one being sent: a UUID, by which its worker knows its claim. */
      claimId: { type: 'string' },
      /** How often a worker has claimed it. */
      attempts: { type: 'number' },
      /** What the provider calls it. */
      providerId: { type: 'string' },
      reason: { type: 'string' },
      /** Of the channels live and push: connections or devices that have it already, while it is still to reach others. */
      reached: { type: 'list', items: { type: 'string' } },
      /** RFC 3339. */
      sentAt: { type: 'string' },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['deliveryId'] } },
      held: {
        index: 'gsi1',
        condition: ({ state }: { state?: string }) => state === 'held',
        pk: { field: 'gsi1pk', composite: ['shard'] },
        sk: { field: 'gsi1sk', composite: ['dueAt'] },
      },
    },
  },
  configuration(),
);

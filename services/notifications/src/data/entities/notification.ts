import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';
import { CATEGORIES } from '../../domain/channels.ts';

/**
 * An entry of a person's inbox. Its id is a UUID v7 made when it is stored, so that the inbox is one consistent query, in the order of arrival.
 * `gsi2` holds those that were not read one by one; those up to the person's `readUpTo` are read all the same.
 */
export const NotificationEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'notification', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      notificationId: { type: 'string', required: true, readOnly: true },
      kind: { type: 'string', required: true, readOnly: true },
      category: { type: CATEGORIES, required: true, readOnly: true },
      title: { type: 'string', required: true, readOnly: true },
      body: { type: 'string', required: true, readOnly: true },
      /** A path in the console. */
      link: { type: 'string', readOnly: true },
      /** RFC 3339. */
      readAt: { type: 'string' },
      /** Epoch seconds: 90 days after it came. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['notificationId'] } },
      unread: {
        index: 'gsi2',
        condition: ({ readAt }: { readAt?: string }) => readAt === undefined,
        pk: { field: 'gsi2pk', composite: ['userId'] },
        sk: { field: 'gsi2sk', composite: ['notificationId'] },
      },
    },
  },
  configuration(),
);

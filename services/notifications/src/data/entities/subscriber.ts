import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** How many subscriptions a person has: counted where they are made and ended, in the same transaction. */
export const SubscriberEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'subscriber', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      subscriptions: { type: 'number' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

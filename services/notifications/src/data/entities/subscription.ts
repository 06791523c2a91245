import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * Somebody who wants to be told of a topic. A topic is spread over shards, so that no partition is hot when many are told at once, and each
 * shard is one consistent query in the order of the people's ids. `gsi1` holds the topics of a person.
 */
export const SubscriptionEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'subscription', version: '1' },
    attributes: {
      topic: { type: 'string', required: true, readOnly: true },
      shard: { type: 'number', required: true, readOnly: true },
      userId: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['topic', 'shard'] }, sk: { field: 'sk', composite: ['userId'] } },
      ofPerson: {
        index: 'gsi1',
        pk: { field: 'gsi1pk', composite: ['userId'] },
        sk: { field: 'gsi1sk', composite: ['topic'] },
      },
    },
  },
  configuration(),
);

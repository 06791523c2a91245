import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** A message to everybody who has subscribed to a topic, as it was accepted. */
export const TopicMessageEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'topicMessage', version: '1' },
    attributes: {
      messageId: { type: 'string', required: true, readOnly: true },
      topic: { type: 'string', required: true, readOnly: true },
      title: { type: 'string', required: true, readOnly: true },
      body: { type: 'string', required: true, readOnly: true },
      /** The admin who sent it. */
      senderId: { type: 'string', required: true, readOnly: true },
      /** The first page of every shard is in the queue. */
      started: { type: 'boolean' },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['messageId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

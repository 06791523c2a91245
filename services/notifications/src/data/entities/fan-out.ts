import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** How far a message has come in one shard of its topic. */
export const FanOutEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'fanOut', version: '1' },
    attributes: {
      messageId: { type: 'string', required: true, readOnly: true },
      shard: { type: 'number', required: true, readOnly: true },
      /** The page that is next, counted from 0. */
      page: { type: 'number', required: true },
      /** The last subscriber of the page before. */
      after: { type: 'string' },
      /** There is no next page. */
      done: { type: 'boolean', required: true },
      /** Which worker has come to this page: one knows its own again when an answer was lost. */
      workerId: { type: 'string', required: true },
      /** When it has, epoch milliseconds. */
      advancedAt: { type: 'number', required: true },
      /** The message for this page is in the queue. */
      handedOn: { type: 'boolean', required: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['messageId'] }, sk: { field: 'sk', composite: ['shard'] } } },
  },
  configuration(),
);

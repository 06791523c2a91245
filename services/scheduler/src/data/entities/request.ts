import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** What is remembered of the requests of a service for one schedule, also after it was cancelled: the version that holds. It lies with the owner, and goes with the owner. */
export const RequestEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'request', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true },
      scheduleId: { type: 'string', required: true },
      /** The highest that was seen. */
      requested: { type: 'number', required: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: ['scheduleId'] } },
    },
  },
  configuration(),
);

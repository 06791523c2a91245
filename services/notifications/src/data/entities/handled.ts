import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** That an event was turned into what this person is told: once is enough. */
export const HandledEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'handled', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      eventId: { type: 'string', required: true, readOnly: true },
      kind: { type: 'string', required: true, readOnly: true },
      /** What became of it, by channel: `pending`, `held`, or why not: `opted-out`, `no-address`. For people who ask why they were not told. */
      outcome: { type: 'any', required: true, readOnly: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['eventId'] } } },
  },
  configuration(),
);

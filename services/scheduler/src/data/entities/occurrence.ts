import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** An occurrence of the past, kept for 30 days: made from the stream, of what a write has settled. */
export const OccurrenceEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'occurrence', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true },
      scheduleId: { type: 'string', required: true },
      occurrenceId: { type: 'string', required: true },
      /** RFC 3339, UTC, in milliseconds; `settledAt` as well. */
      plannedAt: { type: 'string', required: true },
      settledAt: { type: 'string', required: true },
      outcome: { type: ['fired', 'skipped'] as const, required: true },
      trigger: { type: ['schedule', 'run-now'] as const, required: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: {
      one: {
        pk: { field: 'pk', composite: ['ownerId'] },
        sk: { field: 'sk', composite: ['scheduleId', 'plannedAt', 'occurrenceId'] },
      },
    },
  },
  configuration(),
);

import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * How far a shard of the due index has been walked, by one of the two walks: `hand-out` goes ahead of the clock, `check` behind it. Each shard's lie in
 * a partition of their own: they are written with every page, and a partition takes 1,000 writes a second.
 */
export const PositionEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'position', version: '1' },
    attributes: {
      shard: { type: 'number', required: true, padding: { length: 4, char: '0' } },
      walk: { type: ['hand-out', 'check'] as const, required: true },
      /** All minutes up to this one are done: `2026-11-21T10:00`. */
      minute: { type: 'string', required: true },
      /** Within the minute after it: the page that comes next. */
      cursor: { type: 'string' },
      /** Which write made this state. */
      changeId: { type: 'string', required: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['shard'] }, sk: { field: 'sk', composite: ['walk'] } },
    },
  },
  configuration(),
);

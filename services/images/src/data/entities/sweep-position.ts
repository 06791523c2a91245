import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** How far the sweep has come with what it walks through over many runs; none while it is at the beginning. */
export const SweepPositionEntity = new Entity(
  {
    model: { service: 'images', entity: 'sweepPosition', version: '1' },
    attributes: {
      walk: { type: ['originals', 'renditions', 'copies', 'pictures'] as const, required: true, readOnly: true },
      /** Where to go on: a key of the bucket, or a cursor of the table. */
      after: { type: 'string', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['walk'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

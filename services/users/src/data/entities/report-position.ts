import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** How far the report of sign-ins has come: one item; none before the first run. */
export const ReportPositionEntity = new Entity(
  {
    model: { service: 'users', entity: 'reportPosition', version: '1' },
    attributes: {
      hour: { type: 'string', required: true },
      part: { type: 'number', required: true },
      after: { type: 'string', required: true },
      claim: {
        type: 'map',
        properties: { upTo: { type: 'string', required: true }, last: { type: 'boolean', required: true } },
      },
      /** Counts the writes. */
      version: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: [] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

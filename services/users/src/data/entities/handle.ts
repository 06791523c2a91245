import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** That a handle is taken, and by whom: its existence is what makes handles unique. */
export const HandleEntity = new Entity(
  {
    model: { service: 'users', entity: 'handle', version: '1' },
    attributes: {
      handle: { type: 'string', required: true, readOnly: true },
      userId: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['handle'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

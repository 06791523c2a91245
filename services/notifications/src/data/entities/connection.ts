import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** An open socket of a person. */
export const ConnectionEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'connection', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      /** API Gateway's. */
      connectionId: { type: 'string', required: true, readOnly: true },
      /** Epoch milliseconds. */
      openedAt: { type: 'number', required: true, readOnly: true },
      /** Epoch seconds: when API Gateway has certainly closed it. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: {
        pk: { field: 'pk', composite: ['userId'] },
        // Base64: two may differ by case alone.
        sk: { field: 'sk', composite: ['connectionId'], casing: 'none' },
      },
    },
  },
  configuration(),
);

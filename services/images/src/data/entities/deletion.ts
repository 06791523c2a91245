import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * The tombstone of a picture: made in the transaction that removes it, so that what follows carries the right correlation id, what comes late
 * (an object, a result) finds that it is too late, and the erasure knows what else there is.
 */
export const DeletionEntity = new Entity(
  {
    model: { service: 'images', entity: 'deletion', version: '1' },
    attributes: {
      imageId: { type: 'string', required: true, readOnly: true },
      ownerId: { type: 'string', required: true, readOnly: true },
      labels: { type: 'list', items: { type: 'string' } },
      perceptualHash: { type: 'string' },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['imageId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

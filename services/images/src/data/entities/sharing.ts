import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';
import type { Share } from '../../domain/share.ts';

/**
 * The links to one picture, for its owner. Changed in the transaction that makes or withdraws one: the list is never behind, and never longer
 * than it may be, as a query of an index might be.
 */
export const SharingEntity = new Entity(
  {
    model: { service: 'images', entity: 'sharing', version: '1' },
    attributes: {
      imageId: { type: 'string', required: true, readOnly: true },
      ownerId: { type: 'string', required: true, readOnly: true },
      /** Oldest first; expired ones stay until there is need of their places. */
      shares: { type: 'list', items: { type: CustomAttributeType<Share>('any') } },
      /** Of the list, expired ones included. */
      count: { type: 'number' },
      version: { type: 'number' },
      /** Epoch seconds, later than the end of each link. */
      expiresAt: { type: 'number' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['imageId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

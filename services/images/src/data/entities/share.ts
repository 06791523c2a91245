import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** That whoever has a token may see a picture. It is found by the token's SHA-256 alone: the token itself is nowhere. */
export const ShareEntity = new Entity(
  {
    model: { service: 'images', entity: 'share', version: '1' },
    attributes: {
      tokenHash: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      ownerId: { type: 'string', required: true, readOnly: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['tokenHash'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

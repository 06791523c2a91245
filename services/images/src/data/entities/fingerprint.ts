import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** That a person has a file with these very bytes, and as which picture: its existence is what keeps a second one out. */
export const FingerprintEntity = new Entity(
  {
    model: { service: 'images', entity: 'fingerprint', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      sha256: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['ownerId', 'sha256'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

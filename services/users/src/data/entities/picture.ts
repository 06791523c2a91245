import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * A picture of the service `images` that may be its owner's avatar: it is ready, and not deleted. One that is deleted stays as a tombstone
 * (`gone`), so that an event which comes late or again does not bring it back.
 */
export const PictureEntity = new Entity(
  {
    model: { service: 'users', entity: 'picture', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      gone: { type: 'boolean' },
      /** Epoch seconds; of tombstones alone. */
      expiresAt: { type: 'number' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['imageId'] } } },
  },
  configuration(),
);

import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * A band of a picture's perceptual hash. Pictures that look alike have at least one band in common, so that they are found by a query a band,
 * however many pictures there are.
 */
export const LookEntity = new Entity(
  {
    model: { service: 'images', entity: 'look', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      /** Its place, and its 8 bits: `2-a3`. */
      band: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      perceptualHash: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId', 'band'] }, sk: { field: 'sk', composite: ['imageId'] } },
    },
  },
  configuration(),
);

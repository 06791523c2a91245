import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * A quarter of a picture's perceptual hash. Of two hashes that differ in three bits or fewer at least one quarter is the same (four quarters,
 * three differences), so that the pictures which look alike are found by four queries.
 */
export const LookEntity = new Entity(
  {
    model: { service: 'images', entity: 'look', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      /** Which quarter, and its 16 bits: `2-a3f0`. */
      quarter: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      perceptualHash: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId', 'quarter'] }, sk: { field: 'sk', composite: ['imageId'] } },
    },
  },
  configuration(),
);

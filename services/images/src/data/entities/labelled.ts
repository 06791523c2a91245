import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** That a ready picture shows something, for the gallery by label. */
export const LabelledEntity = new Entity(
  {
    model: { service: 'images', entity: 'labelled', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      label: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId', 'label'] }, sk: { field: 'sk', composite: ['imageId'] } },
    },
  },
  configuration(),
);

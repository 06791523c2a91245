import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** An album, with its owner. The order is one list, so that a change of it is one write. */
export const AlbumEntity = new Entity(
  {
    model: { service: 'images', entity: 'album', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      albumId: { type: 'string', required: true, readOnly: true },
      title: { type: 'string', required: true },
      imageIds: { type: 'list', items: { type: 'string' }, required: true },
      version: { type: 'number', required: true, default: 1 },
      /** Which change made this state: the client knows its own again when the answer was lost. */
      changeId: { type: 'string' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: ['albumId'] } } },
  },
  configuration(),
);

import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** A person. `gsi1` sorts all of them by e-mail address, `gsi2` by handle, for an admin's list and search. */
export const ProfileEntity = new Entity(
  {
    model: { service: 'users', entity: 'profile', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      email: { type: 'string', required: true },
      handle: { type: 'string', required: true },
      displayName: { type: 'string', required: true },
      locale: { type: 'string', required: true },
      bio: { type: 'string', required: true, default: '' },
      /** Of the person's own pictures, and there as long as that is. */
      avatarId: { type: 'string' },
      version: { type: 'number', required: true, default: 1 },
      /** Which change of fields made this state or one before: the client knows its own again when the answer was lost. */
      changeId: { type: 'string' },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: [] } },
      byEmail: {
        index: 'gsi1',
        pk: { field: 'gsi1pk', composite: [] },
        sk: { field: 'gsi1sk', composite: ['email'] },
      },
      byHandle: {
        index: 'gsi2',
        pk: { field: 'gsi2pk', composite: [] },
        sk: { field: 'gsi2sk', composite: ['handle'] },
      },
    },
  },
  configuration(),
);

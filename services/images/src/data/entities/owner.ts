import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** What is known of a person who has pictures: how much they have, and which of their pictures is their avatar. */
export const OwnerEntity = new Entity(
  {
    model: { service: 'images', entity: 'owner', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      pictures: { type: 'number' },
      bytes: { type: 'number' },
      albums: { type: 'number' },
      avatarId: { type: 'string' },
      /** Of the profile that named the avatar: an older one that comes later changes nothing. */
      profileVersion: { type: 'number' },
      /** The account is gone: nothing is taken from this person any more. */
      closed: { type: 'boolean' },
      /** Epoch seconds; of closed ones alone. */
      expiresAt: { type: 'number' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

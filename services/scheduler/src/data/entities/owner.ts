import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** Whose schedules these are: how many the owner may have had at most, and whether the account is gone. */
export const OwnerEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'owner', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true },
      /** Those that are not finished, or more: what finishes is not counted down, but counted anew when the limit is reached. */
      schedules: { type: 'number' },
      /** How often that number was changed one by one: it may be the same again, and yet of other schedules. */
      changes: { type: 'number' },
      /** The account is deleted. */
      closed: { type: 'boolean' },
      /** Of a closed one: epoch seconds. */
      expiresAt: { type: 'number' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

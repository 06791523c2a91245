import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * The tombstone of a person: made when the profile goes, in the same transaction, so that what follows from it carries the right
 * correlation id, and nothing that comes late (a sign-in, a token, a repeated trigger) brings the person back.
 */
export const DeletionEntity = new Entity(
  {
    model: { service: 'users', entity: 'deletion', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

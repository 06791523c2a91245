import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** One sign-in of a person, in the order of time. `expiresAt` is in epoch seconds: DynamoDB deletes it within days after that. */
export const SignInEntity = new Entity(
  {
    model: { service: 'users', entity: 'signIn', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      signInId: { type: 'string', required: true, readOnly: true },
      at: { type: 'string', required: true, readOnly: true },
      clientId: { type: 'string', required: true },
      newDevice: { type: 'boolean', required: true },
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['at', 'signInId'] } },
    },
  },
  configuration(),
);

import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** One sign-in of a person, in the order of time. `expiresAt` is in epoch seconds: DynamoDB deletes it within days after that. `gsi3` finds those of an hour. */
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
      /** What `gsi3` finds it by; those of before it are not in it. */
      hour: { type: 'string', readOnly: true },
      shard: { type: 'number', readOnly: true },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['at', 'signInId'] } },
      byHour: {
        index: 'gsi3',
        pk: { field: 'gsi3pk', composite: ['hour', 'shard'] },
        sk: { field: 'gsi3sk', composite: ['at', 'signInId'] },
      },
    },
  },
  configuration(),
);

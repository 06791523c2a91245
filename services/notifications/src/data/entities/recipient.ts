import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';
import type { Preferences } from '../../domain/preferences.ts';
import type { SubscribedAt } from '../../domain/subscribed.ts';

/**
 * Who is told: what the profile says, what the person chose. Each field of the profile carries the version of the profile that it is of, so that
 * events may come in any order. `gsi1` holds those who get a digest, by shard and time of the next one.
 */
export const RecipientEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'recipient', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      email: { type: 'string' },
      emailVersion: { type: 'number' },
      displayName: { type: 'string' },
      displayNameVersion: { type: 'number' },
      handle: { type: 'string' },
      handleVersion: { type: 'number' },
      profileLocale: { type: 'string' },
      profileLocaleVersion: { type: 'number' },
      preferences: { type: CustomAttributeType<Preferences>('any') },
      preferencesVersion: { type: 'number' },
      /** When the person last chose something, epoch milliseconds. */
      preferencesAt: { type: 'number' },
      /** An unsubscribe link of before these mails were switched on does nothing. */
      subscribedAt: { type: CustomAttributeType<SubscribedAt>('any') },
      /** E.164, verified. */
      phone: { type: 'string' },
      /** How many devices take pushes: counted with each that comes or goes. */
      devices: { type: 'number' },
      /** Every notification with this id or a lower one is read. */
      readUpTo: { type: 'string' },
      /** When `readUpTo` was set, RFC 3339. */
      readUpToAt: { type: 'string' },
      /** The account is gone: nothing is told any more. */
      closed: { type: 'boolean' },
      /** Epoch seconds; of closed ones alone. */
      expiresAt: { type: 'number' },
      digestShard: { type: 'string' },
      /** RFC 3339, UTC. */
      digestDueAt: { type: 'string' },
      /** What came up to then was in a digest, or was looked at for one: RFC 3339, UTC. */
      digestUpTo: { type: 'string' },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: [] } },
      digestDue: {
        index: 'gsi1',
        condition: ({ digestDueAt }: { digestDueAt?: string }) => digestDueAt !== undefined,
        pk: { field: 'gsi1pk', composite: ['digestShard'] },
        sk: { field: 'gsi1sk', composite: ['digestDueAt'] },
      },
    },
  },
  configuration(),
);

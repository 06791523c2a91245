import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { busEvent, websocketEvent } from '@libs/testing';
import { ImageUploaded } from '@services/images/contract';
import type { Cloud } from '../cloud.ts';
import { consume, type Ways } from './way.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** Puts an item of a person as ElectroDB stores it; `sk` without the prefix and the version that all have. */
async function put(cloud: Cloud, userId: string, entity: string, sk: string, attributes: Item): Promise<void> {
  const Item = {
    ...attributes,
    userId: { S: userId },
    expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
    pk: { S: `$notifications#userid_${userId}` },
    sk: { S: `$${entity}_1${sk}` },
    __edb_e__: { S: entity },
    __edb_v__: { S: '1' },
  };
  await new DynamoDBClient(cloud.aws).send(new PutItemCommand({ TableName: 'notifications-local', Item }));
}

/** A connection that has been there for long, and of which API Gateway knows nothing any more. */
async function lost(cloud: Cloud, userId: string, connectionId = randomUUID()): Promise<void> {
  const attributes = { connectionId: { S: connectionId }, openedAt: { N: '0' } };
  await put(cloud, userId, 'connection', `#connectionId_${connectionId}`, attributes);
}

/** A delivery of a channel that no queue takes, so that nobody else tells it. */
async function delivery(cloud: Cloud, userId: string) {
  const deliveryId = `${randomUUID()}_live`;
  await put(cloud, userId, 'delivery', `#deliveryid_${deliveryId}`, {
    deliveryId: { S: deliveryId },
    channel: { S: 'none' },
    category: { S: 'account' },
    security: { BOOL: false },
    told: { M: { kind: { S: 'welcome' }, displayName: { S: 'Ada' }, handle: { S: 'ada' } } },
    locale: { S: 'en' },
    timeZone: { S: 'UTC' },
    state: { S: 'pending' },
    shard: { S: userId.slice(-1) },
    dueAt: { S: '2026-11-21T10:00:00.000Z' },
    createdAt: { S: '2026-11-21T10:00:00.000Z' },
  });
  return { userId, deliveryId, channel: 'live' };
}

/** A message over a socket, or one of its ends. @throws when the function does not take it */
async function route(cloud: Cloud, fn: string, key: string, userId: string, body?: object): Promise<void> {
  const event = websocketEvent(key, { connectionId: randomUUID(), authorizer: { userId }, body });
  const { statusCode } = (await cloud.invoke(`notifications-local-${fn}`, event)) as { statusCode: number };
  if (statusCode >= 400) throw new Error(`${fn}: ${statusCode}`);
}

const uploaded = (ownerId: string) => busEvent(ImageUploaded, { imageId: randomUUID(), ownerId });

export const notificationsLiveWays: Ways = {
  'notifications-local-authorize-socket': [
    async (cloud) => {
      const event = {
        ...websocketEvent('$connect', { query: { token: 'none' } }),
        methodArn: 'arn:aws:execute-api:::x',
      };
      await cloud.invoke('notifications-local-authorize-socket', event);
    },
  ],
  'notifications-local-connect': [
    async (cloud) => {
      // Beyond 20 the oldest are forgotten and closed.
      const userId = randomUUID();
      for (let count = 0; count < 20; count++) await lost(cloud, userId);
      await route(cloud, 'connect', '$connect', userId);
    },
  ],
  'notifications-local-disconnect': [async (cloud) => route(cloud, 'disconnect', '$disconnect', randomUUID())],
  'notifications-local-default-message': [
    async (cloud) => route(cloud, 'default-message', '$default', randomUUID(), { action: 'ping' }),
  ],
  'notifications-local-resume': [
    async (cloud) => route(cloud, 'resume', 'resume', randomUUID(), { action: 'resume', lastSeen: randomUUID() }),
  ],
  'notifications-local-send-live': [
    async (cloud) => {
      const userId = randomUUID();
      await lost(cloud, userId);
      await consume(cloud, 'notifications-local-send-live', await delivery(cloud, userId));
    },
    async (cloud) => {
      const userId = randomUUID();
      await lost(cloud, userId);
      await consume(cloud, 'notifications-local-send-live', { userId, channel: 'live', type: 'unread' });
    },
    async (cloud) => consume(cloud, 'notifications-local-send-live', 'poison'),
  ],
  'notifications-local-show-progress': [
    async (cloud) => {
      const userId = randomUUID();
      await lost(cloud, userId);
      await consume(cloud, 'notifications-local-show-progress', uploaded(userId));
    },
    async (cloud) => consume(cloud, 'notifications-local-show-progress', 'poison'),
  ],
};

import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { busEvent, streamEvent } from '@libs/testing';
import { ImageProcessed } from '@services/images/contract';
import { UserDeleted, UserProfileChanged, UserRegistered } from '@services/users/contract';
import type { Cloud } from '../cloud.ts';
import { call, consume, newcomer, type Ways } from './way.ts';

/** Somebody whom notifications know, and have welcomed. */
async function welcomed(cloud: Cloud): Promise<{ sub: string; email: string }> {
  const claims = newcomer();
  await consume(cloud, 'notifications-local-notify', registered(claims));
  return claims;
}

function registered({ sub: userId, email }: { sub: string; email: string }) {
  return busEvent(UserRegistered, { userId, email, handle: 'ada', displayName: 'Ada', locale: 'en' });
}

/** The ids of somebody's notifications, newest first. */
async function inboxOf(cloud: Cloud, claims: Record<string, string>): Promise<string[]> {
  const answer = await call(cloud, 'notifications-local-list-notifications', {
    method: 'GET',
    route: '/notifications',
    claims,
  });
  return (answer as { items: { id: string }[] }).items.map(({ id }) => id);
}

/** An item as ElectroDB stores it. */
function item(entity: string, attributes: Record<string, unknown>) {
  const userId = randomUUID();
  const pk = `$notifications#userid_${userId}`;
  return { pk, sk: `$${entity}_1`, __edb_e__: entity, __edb_v__: '1', userId, correlationId: 'roles', ...attributes };
}

/** A socket that is noted, and closed by now. */
async function connected(cloud: Cloud, userId: string): Promise<void> {
  const connectionId = `${randomUUID()}=`;
  const Item = {
    pk: { S: `$notifications#userid_${userId}` },
    sk: { S: `$connection_1#connectionId_${connectionId}` },
    __edb_e__: { S: 'connection' },
    __edb_v__: { S: '1' },
    userId: { S: userId },
    connectionId: { S: connectionId },
    openedAt: { N: `${Date.now()}` },
    expiresAt: { N: `${Math.floor(Date.now() / 1000) + 3600}` },
  };
  await new DynamoDBClient(cloud.aws).send(new PutItemCommand({ TableName: 'notifications-local', Item }));
}

export const notificationsWays: Ways = {
  'notifications-local-notify': [
    async (cloud) => {
      const event = registered(newcomer());
      await consume(cloud, 'notifications-local-notify', event);
      await consume(cloud, 'notifications-local-notify', event);
    },
    async (cloud) => {
      const { sub: ownerId } = await welcomed(cloud);
      const picture = { imageId: randomUUID(), ownerId, title: 'Hearth', width: 4, height: 3 };
      await consume(
        cloud,
        'notifications-local-notify',
        busEvent(ImageProcessed, { ...picture, visibility: 'private' }),
      );
    },
    async (cloud) => consume(cloud, 'notifications-local-notify', 'poison'),
  ],
  'notifications-local-note-profile': [
    async (cloud) => {
      const changes = { displayName: { old: 'Ada', new: 'Countess' } };
      const event = busEvent(UserProfileChanged, { userId: randomUUID(), version: 2, changes });
      await consume(cloud, 'notifications-local-note-profile', event);
    },
    async (cloud) => consume(cloud, 'notifications-local-note-profile', 'poison'),
  ],
  'notifications-local-relay': [
    async (cloud) => {
      const delivery = { deliveryId: `${randomUUID()}.email`, channel: 'email', state: 'pending' };
      await cloud.invoke('notifications-local-relay', streamEvent([{ after: item('delivery', delivery) }]));
    },
    async (cloud) => {
      const [record] = streamEvent([{ after: item('delivery', {}) }]).Records;
      await cloud.invoke('notifications-local-relay', { Records: [{ ...record, dynamodb: {} }] });
    },
  ],
  'notifications-local-erase-person': [
    async (cloud) => {
      const claims = await welcomed(cloud);
      const [userId, topic] = [claims.sub, 'news'];
      const device = {
        method: 'POST',
        route: '/notifications/devices',
        body: { platform: 'fcm', token: randomUUID() },
      };
      await call(cloud, 'notifications-local-post-device', { ...device, claims });
      const subscription = { method: 'PUT', route: '/topics/{topic}/subscription', params: { topic }, claims };
      await call(cloud, 'notifications-local-put-subscription', subscription);
      await connected(cloud, userId);
      await consume(cloud, 'notifications-local-erase-person', busEvent(UserDeleted, { userId }));
    },
    async (cloud) => consume(cloud, 'notifications-local-erase-person', 'poison'),
  ],
  'notifications-local-list-notifications': [
    async (cloud) => {
      const claims = await welcomed(cloud);
      const options = { method: 'GET', route: '/notifications', claims };
      await call(cloud, 'notifications-local-list-notifications', options);
      await call(cloud, 'notifications-local-list-notifications', { ...options, query: { unread: 'true' } });
    },
  ],
  'notifications-local-count-unread': [
    async (cloud) => {
      const route = '/notifications/unread-count';
      await call(cloud, 'notifications-local-count-unread', { method: 'GET', route, claims: newcomer() });
    },
  ],
  'notifications-local-read-notification': [
    async (cloud) => {
      const claims = await welcomed(cloud);
      const [id = ''] = await inboxOf(cloud, claims);
      const options = { method: 'PUT', route: '/notifications/{id}/read', params: { id }, claims };
      await call(cloud, 'notifications-local-read-notification', options);
      // The second time it is looked up, since it might not be there.
      await call(cloud, 'notifications-local-read-notification', options);
    },
  ],
  'notifications-local-read-notifications': [
    async (cloud) => {
      const claims = await welcomed(cloud);
      const [upTo = ''] = await inboxOf(cloud, claims);
      const options = { method: 'PUT', route: '/notifications/read', body: { upTo }, claims };
      await call(cloud, 'notifications-local-read-notifications', options);
    },
  ],
  'notifications-local-delete-notification': [
    async (cloud) => {
      const options = { method: 'DELETE', route: '/notifications/{id}', params: { id: randomUUID() } };
      await call(cloud, 'notifications-local-delete-notification', { ...options, claims: newcomer() });
    },
  ],
};

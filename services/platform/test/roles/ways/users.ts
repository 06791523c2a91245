import { randomUUID } from 'node:crypto';
import { busEvent, streamEvent, triggerEvent } from '@libs/testing';
import { ImageDeleted, ImageProcessed } from '@services/images/contract';
import { UserDeleted } from '@services/users/contract';
import type { Cloud } from '../cloud.ts';
import { call, consume, newcomer, type Ways } from './way.ts';

async function registered(cloud: Cloud) {
  const attributes = newcomer();
  await cloud.invoke('users-local-create-profile', triggerEvent('PostConfirmation_ConfirmSignUp', { attributes }));
  return attributes;
}

const signIn = (attributes: Record<string, string>) =>
  triggerEvent('PostAuthentication_Authentication', { attributes });

/** A person with an avatar. */
async function withAvatar(cloud: Cloud) {
  const claims = await registered(cloud);
  const picture = { ownerId: claims.sub, imageId: randomUUID() };
  const facts = { title: 'hearth', visibility: 'private', width: 4000, height: 3000 } as const;
  await consume(cloud, 'users-local-note-picture', busEvent(ImageProcessed, { ...picture, ...facts }));
  const body = { imageId: picture.imageId };
  await call(cloud, 'users-local-set-avatar', { method: 'PUT', route: '/users/me/avatar', claims, body });
  return { claims, picture };
}

const profileItem = (sub: string, email: string) => ({
  pk: `$users#userid_${sub}`,
  sk: '$profile_1',
  __edb_e__: 'profile',
  __edb_v__: '1',
  userId: sub,
  email,
  handle: 'ada',
  displayName: 'Ada',
  locale: 'en',
  bio: '',
  version: 1,
  correlationId: sub,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
});

export const usersWays: Ways = {
  'users-local-get-me': [
    async (cloud) => {
      await call(cloud, 'users-local-get-me', { method: 'GET', route: '/users/me', claims: await registered(cloud) });
    },
  ],
  'users-local-get-user': [
    async (cloud) => {
      const claims = await registered(cloud);
      await call(cloud, 'users-local-get-user', {
        method: 'GET',
        route: '/users/{id}',
        params: { id: claims.sub },
        claims,
      });
    },
  ],
  'users-local-update-me': [
    async (cloud) => {
      const claims = await registered(cloud);
      const body = { handle: `x${Date.now()}` };
      await call(cloud, 'users-local-update-me', { method: 'PATCH', route: '/users/me', claims, body });
    },
  ],
  'users-local-set-avatar': [
    async (cloud) => {
      await withAvatar(cloud);
    },
  ],
  'users-local-remove-avatar': [
    async (cloud) => {
      const { claims } = await withAvatar(cloud);
      await call(cloud, 'users-local-remove-avatar', { method: 'DELETE', route: '/users/me/avatar', claims });
    },
  ],
  'users-local-note-picture': [
    async (cloud) => {
      const { picture } = await withAvatar(cloud);
      await consume(cloud, 'users-local-note-picture', busEvent(ImageDeleted, picture));
    },
    async (cloud) => consume(cloud, 'users-local-note-picture', 'poison'),
  ],
  'users-local-delete-me': [
    async (cloud) => {
      const claims = await registered(cloud);
      await call(cloud, 'users-local-delete-me', { method: 'DELETE', route: '/users/me', claims });
      await call(cloud, 'users-local-delete-me', { method: 'DELETE', route: '/users/me', claims });
    },
    async (cloud) => {
      await call(cloud, 'users-local-delete-me', { method: 'DELETE', route: '/users/me', claims: newcomer() });
    },
  ],
  'users-local-list-users': ['email', 'handle'].map((key) => async (cloud: Cloud) => {
    const claims = { ...newcomer(), 'cognito:groups': ['admin'] };
    await call(cloud, 'users-local-list-users', { method: 'GET', route: '/users', query: { [key]: 'a' }, claims });
  }),
  'users-local-list-sign-ins': [
    async (cloud) => {
      await call(cloud, 'users-local-list-sign-ins', {
        method: 'GET',
        route: '/users/me/sign-ins',
        claims: newcomer(),
      });
    },
  ],
  'users-local-create-profile': [
    async (cloud) => {
      await registered(cloud);
    },
  ],
  'users-local-record-sign-in': [
    async (cloud) => {
      const claims = await registered(cloud);
      await cloud.invoke('users-local-record-sign-in', signIn(claims));
      const moved = { ...claims, email: `new-${claims.email}` };
      await cloud.invoke('users-local-record-sign-in', signIn(moved));
      const list = await call(cloud, 'users-local-list-sign-ins', {
        method: 'GET',
        route: '/users/me/sign-ins',
        claims,
      });
      if ((list as { items: unknown[] }).items.length !== 2) throw new Error('the sign-ins are not there');
    },
  ],
  'users-local-relay': [
    async (cloud) => {
      const { sub, email } = newcomer();
      await cloud.invoke('users-local-relay', streamEvent([{ after: profileItem(sub, email) }]));
    },
    async (cloud) => {
      const [record] = streamEvent([{ after: profileItem(randomUUID(), 'ada@example.com') }]).Records;
      await cloud.invoke('users-local-relay', { Records: [{ ...record, dynamodb: {} }] });
    },
  ],
  'users-local-erase-user': [
    async (cloud) => {
      const attributes = await registered(cloud);
      await cloud.invoke('users-local-record-sign-in', signIn(attributes));
      await consume(cloud, 'users-local-erase-user', busEvent(UserDeleted, { userId: attributes.sub }));
    },
    async (cloud) => consume(cloud, 'users-local-erase-user', 'poison'),
  ],
};

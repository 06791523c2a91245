import { randomUUID } from 'node:crypto';
import { busEvent, httpEvent, sqsEvent, streamEvent, triggerEvent } from '@libs/testing';
import { UserDeleted, UserRegistered } from '@services/users/contract';
import type { Cloud } from './cloud.ts';

/** Takes a function through everything that it may ever do. @throws when it does not succeed */
type Way = (cloud: Cloud) => Promise<void>;

let count = 0;
const newcomer = () => ({ sub: randomUUID(), email: `p${Date.now()}-${++count}@example.com` });

async function registered(cloud: Cloud) {
  const attributes = newcomer();
  await cloud.invoke('users-local-create-profile', triggerEvent('PostConfirmation_ConfirmSignUp', { attributes }));
  return attributes;
}

const signIn = (attributes: Record<string, string>) =>
  triggerEvent('PostAuthentication_Authentication', { attributes });

interface Call {
  readonly method: string;
  readonly route: string;
  readonly claims: Record<string, string | string[]>;
  readonly query?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
}

async function call(cloud: Cloud, fn: string, { method, ...options }: Call): Promise<unknown> {
  const answer = await cloud.invoke(`users-local-${fn}`, httpEvent(method, options));
  const { statusCode, body = '' } = answer as { statusCode: number; body?: string };
  if (statusCode >= 300) throw new Error(`${fn}: ${statusCode} ${body}`);
  return body === '' ? undefined : JSON.parse(body);
}

async function consume(cloud: Cloud, fn: string, ...messages: unknown[]): Promise<void> {
  const answer = await cloud.invoke(fn, sqsEvent(...messages));
  const { batchItemFailures } = answer as { batchItemFailures: unknown[] };
  if (batchItemFailures.length > 0) throw new Error(`${fn} gave back ${batchItemFailures.length} messages`);
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

/** Every function's way, by the function's name. */
export const ways: Readonly<Record<string, readonly Way[]>> = {
  'users-local-get-me': [
    async (cloud) => {
      await call(cloud, 'get-me', { method: 'GET', route: '/users/me', claims: await registered(cloud) });
    },
  ],
  'users-local-get-user': [
    async (cloud) => {
      const claims = await registered(cloud);
      await call(cloud, 'get-user', { method: 'GET', route: '/users/{id}', params: { id: claims.sub }, claims });
    },
  ],
  'users-local-update-me': [
    async (cloud) => {
      const claims = await registered(cloud);
      const body = { handle: `x${count}_${Date.now()}` };
      await call(cloud, 'update-me', { method: 'PATCH', route: '/users/me', claims, body });
    },
  ],
  'users-local-delete-me': [
    async (cloud) => {
      const claims = await registered(cloud);
      await call(cloud, 'delete-me', { method: 'DELETE', route: '/users/me', claims });
      await call(cloud, 'delete-me', { method: 'DELETE', route: '/users/me', claims });
    },
    async (cloud) => {
      await call(cloud, 'delete-me', { method: 'DELETE', route: '/users/me', claims: newcomer() });
    },
  ],
  'users-local-list-users': ['email', 'handle'].map((key) => async (cloud: Cloud) => {
    const claims = { ...newcomer(), 'cognito:groups': ['admin'] };
    await call(cloud, 'list-users', { method: 'GET', route: '/users', query: { [key]: 'a' }, claims });
  }),
  'users-local-list-sign-ins': [
    async (cloud) => {
      await call(cloud, 'list-sign-ins', { method: 'GET', route: '/users/me/sign-ins', claims: newcomer() });
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
      const list = await call(cloud, 'list-sign-ins', { method: 'GET', route: '/users/me/sign-ins', claims });
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
  'notifications-local-send-welcome': [
    async (cloud) => {
      const { sub: userId, email } = newcomer();
      const event = busEvent(UserRegistered, { userId, email, handle: 'ada', displayName: 'Ada', locale: 'en' });
      await consume(cloud, 'notifications-local-send-welcome', event);
      await consume(cloud, 'notifications-local-send-welcome', event);
    },
    async (cloud) => consume(cloud, 'notifications-local-send-welcome', 'poison'),
  ],
};

/** A permission for the case that another call fails: with what else has to be missing to get there. */
export const onlyAfterFailureOf: Readonly<Record<string, string>> = {
  // The claim is given back when the mail could not be sent.
  'notifications-local-send-welcome dynamodb:DeleteItem': 'ses:SendEmail',
};

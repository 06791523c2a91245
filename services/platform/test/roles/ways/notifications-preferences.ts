import { createHash, createHmac, randomInt, randomUUID } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Cloud } from '../cloud.ts';
import { call, newcomer, type Ways } from './way.ts';

const preferences = '/notifications/preferences';
const phone = '/notifications/phone';
const devices = '/notifications/devices';
const unsubscribe = '/notifications/unsubscribe';

type Claims = ReturnType<typeof newcomer>;

const no = { inbox: false, live: false, email: false, sms: false, push: false };
const chosen = {
  channels: { account: { ...no, email: true }, images: no, schedules: no, product: no },
  quietHours: { start: '22:00', end: '07:00' },
  timeZone: 'Europe/Berlin',
  locale: null,
  digest: 'daily',
};

const choose = (cloud: Cloud, claims: Claims) =>
  call(cloud, 'notifications-local-put-preferences', { method: 'PUT', route: preferences, claims, body: chosen });

/** The query of a link with which somebody who has chosen something ends the mails about their account. */
async function link(cloud: Cloud): Promise<Record<string, string>> {
  const claims = newcomer();
  await choose(cloud, claims);
  const secrets = new SecretsManagerClient(cloud.aws);
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: 'notifications-local/unsubscribe' }),
  );
  const { current } = JSON.parse(SecretString) as { current: string };
  const keyId = createHash('sha256').update(current).digest('base64url').slice(0, 8);
  const said = [keyId, claims.sub, 'account', (Date.now() + 60_000).toString(36)].join('.');
  const signature = createHmac('sha256', current).update(`unsubscribe\n${said}`).digest('base64url');
  return { token: `${said}.${signature}` };
}

/** Sends a code to a number that nobody has, and gives it. */
async function ask(cloud: Cloud, claims: Claims): Promise<string> {
  const number = `+49${randomInt(10 ** 9, 10 ** 10)}`;
  await call(cloud, 'notifications-local-post-phone', { method: 'POST', route: phone, claims, body: { number } });
  const url = new URL('/_ministack/sns/sms-messages', cloud.aws.endpoint);
  url.searchParams.set('phoneNumber', number);
  const { sms_messages: texts } = (await (await fetch(url)).json()) as {
    sms_messages: Record<string, { Message: string }[]>;
  };
  return /\d{6}/.exec(texts[number]?.[0]?.Message ?? '')?.[0] ?? '';
}

async function register(cloud: Cloud, claims: Claims): Promise<string> {
  const body = { platform: 'fcm', token: randomUUID() };
  const device = await call(cloud, 'notifications-local-post-device', { method: 'POST', route: devices, claims, body });
  return (device as { id: string }).id;
}

export const notificationsPreferencesWays: Ways = {
  'notifications-local-get-preferences': [
    async (cloud) => {
      await call(cloud, 'notifications-local-get-preferences', {
        method: 'GET',
        route: preferences,
        claims: newcomer(),
      });
    },
  ],
  'notifications-local-put-preferences': [
    async (cloud) => {
      await choose(cloud, newcomer());
    },
  ],
  'notifications-local-show-unsubscribe': [
    async (cloud) => {
      const query = await link(cloud);
      await cloud.forget('notifications-local-show-unsubscribe');
      await call(cloud, 'notifications-local-show-unsubscribe', { method: 'GET', route: unsubscribe, query });
    },
  ],
  'notifications-local-unsubscribe': [
    async (cloud) => {
      const query = await link(cloud);
      await cloud.forget('notifications-local-unsubscribe');
      await call(cloud, 'notifications-local-unsubscribe', { method: 'POST', route: unsubscribe, query });
    },
  ],
  'notifications-local-post-phone': [
    async (cloud) => {
      await ask(cloud, newcomer());
    },
  ],
  'notifications-local-verify-phone': [
    async (cloud) => {
      const claims = newcomer();
      const body = { code: await ask(cloud, claims) };
      const route = `${phone}/verification`;
      await call(cloud, 'notifications-local-verify-phone', { method: 'POST', route, claims, body });
    },
  ],
  'notifications-local-get-phone': [
    async (cloud) => {
      await call(cloud, 'notifications-local-get-phone', { method: 'GET', route: phone, claims: newcomer() });
    },
  ],
  'notifications-local-delete-phone': [
    async (cloud) => {
      await call(cloud, 'notifications-local-delete-phone', { method: 'DELETE', route: phone, claims: newcomer() });
    },
  ],
  'notifications-local-post-device': [
    async (cloud) => {
      const claims = newcomer();
      // One more than there may be, so that the first of them goes.
      for (let count = 0; count < 11; count++) await register(cloud, claims);
    },
  ],
  'notifications-local-list-devices': [
    async (cloud) => {
      await call(cloud, 'notifications-local-list-devices', { method: 'GET', route: devices, claims: newcomer() });
    },
  ],
  'notifications-local-delete-device': [
    async (cloud) => {
      const claims = newcomer();
      const params = { id: await register(cloud, claims) };
      const route = `${devices}/{id}`;
      await call(cloud, 'notifications-local-delete-device', { method: 'DELETE', route, claims, params });
    },
  ],
};

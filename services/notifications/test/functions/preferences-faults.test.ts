import { randomUUID } from 'node:crypto';
import {
  cut,
  type Fault,
  type FaultyProxy,
  faultyProxy,
  httpEvent,
  lambdaContext,
  throttle,
  transactionConflict,
} from '@libs/testing';
import { devices } from '../../src/data/devices.ts';
import { EndpointEntity } from '../../src/data/entities/endpoint.ts';
import { personItems } from '../../src/data/person-items.ts';
import { phones } from '../../src/data/phones.ts';
import { preferences } from '../../src/data/preferences.ts';
import { recipients } from '../../src/data/recipients.ts';
import type { Endpoints } from '../../src/domain/device.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler as putPreferences } from '../../src/functions/put-preferences.ts';
import { handler as verifyPhone } from '../../src/functions/verify-phone.ts';
import { knownPerson, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** Much time is left: on a busy machine the client's retries alone may take seconds. */
const unhurried = () => lambdaContext({ timeout: 60_000 });
const berlin = { ...DEFAULTS, timeZone: 'Europe/Berlin' };
const put = (sub: string, headers: Record<string, string> = {}) =>
  putPreferences(
    httpEvent('PUT', { route: '/notifications/preferences', claims: { sub }, body: berlin, headers }),
    unhurried(),
  );

describe('when the answer of DynamoDB is lost', () => {
  it('a change is made once, and the caller who named the version gets their own', async () => {
    const sub = randomUUID();
    proxy.inject('DynamoDB.UpdateItem', cut('after'), { times: 1 });
    expect(await put(sub, { 'If-Match': '"0"' })).toMatchObject({ statusCode: 200, headers: { ETag: '"1"' } });
    expect(await preferences.get(sub)).toEqual({ ...berlin, version: 1 });
  });

  it('a change of somebody else is not taken for the own', async () => {
    const sub = randomUUID();
    proxy.inject('DynamoDB.UpdateItem', cut('before'), { times: 1 });
    const first = put(sub, { 'If-Match': '"0"' });
    const second = preferences.replace(sub, { ...DEFAULTS, timeZone: 'Asia/Tokyo' }, { version: 0 });
    const [answer, other] = await Promise.allSettled([first, second]);
    const won = [answer.status === 'fulfilled' && answer.value.statusCode === 200, other.status === 'fulfilled'];
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await preferences.get(sub)).toMatchObject({ version: 1 });
  });

  it('an unsubscription is done once', async () => {
    const { userId } = await knownPerson();
    proxy.inject('DynamoDB.UpdateItem', cut('after'), { times: 1 });
    const link = { userId, category: 'account', at: Date.now() } as const;
    expect(await preferences.unsubscribe(link)).toMatchObject({ state: 'ended' });
    expect(await preferences.get(userId)).toMatchObject({ version: 1, channels: { account: { email: false } } });
  });

  it('a code is taken once, and its number verified', async () => {
    const { userId } = await knownPerson();
    const { code, number } = await phones.ask(userId, '+4915112345678');
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'), { times: 1 });
    const event = httpEvent('POST', {
      route: '/notifications/phone/verification',
      claims: { sub: userId },
      body: { code },
    });
    expect(await verifyPhone(event, unhurried())).toMatchObject({ statusCode: 200, body: JSON.stringify({ number }) });
    expect(await phones.get(userId)).toEqual({ number, pending: null });
  });
});

describe('while DynamoDB throttles', () => {
  it('for long, the caller is asked to come again, and nothing has changed', async () => {
    const sub = randomUUID();
    proxy.inject('DynamoDB.UpdateItem', throttle(), { times: Number.POSITIVE_INFINITY });
    expect(await put(sub)).toBeProblem(503, 'temporarily-unavailable');
    proxy.heal();
    expect(await preferences.get(sub)).toEqual({ ...DEFAULTS, version: 0 });
  });

  it('a conflict of transactions is not noticed by the person', async () => {
    const { userId } = await knownPerson();
    proxy.inject('DynamoDB.TransactWriteItems', transactionConflict(), { times: 1 });
    expect(await phones.ask(userId, '+4915187654321')).toMatchObject({ number: '+4915187654321' });
  });
});

it('a change that meets the end of the account brings back nothing of it', async () => {
  const { userId } = await knownPerson();
  proxy.inject(
    'DynamoDB.UpdateItem',
    meanwhile(async () => personItems.close(userId)),
    { times: 1 },
  );
  expect(await put(userId)).toBeProblem(404, 'person-not-found');
  expect(await recipients.find(userId)).toMatchObject({ closed: true, preferencesVersion: 0 });
});

it('an endpoint whose removal has just begun is taken over by nobody', async () => {
  const [{ userId: ada }, { userId: grace }] = [await knownPerson(), await knownPerson()];
  const arns = ['first', 'second'];
  const endpoints: Endpoints = {
    create: async () => arns[0] ?? '',
    enable: async () => 'enabled',
    remove: async () => void arns.shift(),
  };
  const killed = async () => Promise.reject(new Error('killed'));
  const phone = { platform: 'fcm', token: 'token' } as const;
  const { id } = await devices.register(ada, phone, endpoints);
  const begun = async () => devices.remove(ada, id, { ...endpoints, remove: killed }).catch(() => {});
  proxy.inject('DynamoDB.TransactWriteItems', meanwhile(begun), { times: 1 });
  expect(await devices.register(grace, phone, endpoints)).toMatchObject({ endpointArn: 'second' });
  expect(await devices.list(ada)).toEqual([]);
  expect((await EndpointEntity.get({ endpointArn: 'first' }).go()).data).toBeNull();
});

/** Something else happens between the code's asking and the service's doing. */
function meanwhile(run: () => Promise<unknown>): Fault {
  return {
    name: 'meanwhile',
    meet: async ({ forward, answer }) => {
      await run();
      answer(await forward());
    },
  };
}

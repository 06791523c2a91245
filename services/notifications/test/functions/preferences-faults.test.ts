import { randomUUID } from 'node:crypto';
import {
  cut,
  type FaultyProxy,
  faultyProxy,
  httpEvent,
  lambdaContext,
  throttle,
  transactionConflict,
} from '@libs/testing';
import { NumberCodesEntity } from '../../src/data/entities/number-codes.ts';
import { VerificationEntity } from '../../src/data/entities/verification.ts';
import { phones } from '../../src/data/phones.ts';
import { preferences } from '../../src/data/preferences.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler as putPreferences } from '../../src/functions/put-preferences.ts';
import { handler as verifyPhone } from '../../src/functions/verify-phone.ts';
import { knownPerson, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable([VerificationEntity, NumberCodesEntity], async (endpoint) => {
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

import { randomUUID } from 'node:crypto';
import {
  cut,
  type FaultyProxy,
  faultyProxy,
  httpEvent,
  lambdaContext,
  throttle,
  transactionConflict,
  triggerEvent,
} from '@libs/testing';
import { avatars } from '../../src/data/avatars.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { handler as createProfile } from '../../src/functions/create-profile.ts';
import { handler as getMe } from '../../src/functions/get-me.ts';
import { handler as recordSignIn } from '../../src/functions/record-sign-in.ts';
import { handler as removeAvatar } from '../../src/functions/remove-avatar.ts';
import { handler as setAvatar } from '../../src/functions/set-avatar.ts';
import { handler as updateMe } from '../../src/functions/update-me.ts';
import { ownerOf, ownTable, person } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

async function registered() {
  const ada = person();
  await profiles.register([ada]);
  return { ...ada, claims: { sub: ada.id, email: ada.email } };
}

/** Much time is left: on a busy machine the client's retries alone may take seconds, and these tests are not about time. */
const unhurried = () => lambdaContext({ timeout: 60_000 });

const ifFirst = { 'If-Match': '"1"' };
const always = { times: Number.POSITIVE_INFINITY };
const patch = (claims: Record<string, string>, body: unknown, headers: Record<string, string> = {}) =>
  updateMe(httpEvent('PATCH', { route: '/users/me', claims, body, headers }), unhurried());

describe('while DynamoDB throttles', () => {
  it('a short while, the caller does not notice', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.GetItem', throttle(), { times: 1 });
    const response = await getMe(httpEvent('GET', { route: '/users/me', claims: ada.claims }), unhurried());
    expect(response.statusCode).toBe(200);
  });

  it('for long, the caller is asked to come again, and nothing has changed', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.UpdateItem', throttle(), always);
    const response = await patch(ada.claims, { bio: 'lost' });
    expect(response).toBeProblem(503, 'temporarily-unavailable');
    expect(response.headers?.['Retry-After']).toBeDefined();
    proxy.heal();
    expect(await profiles.get(ada.id)).toMatchObject({ bio: '', version: 1 });
  });

  it('a sign-in goes on without its note', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.TransactWriteItems', throttle(), always);
    const event = triggerEvent('PostAuthentication_Authentication', { attributes: ada.claims });
    expect(await recordSignIn(event, unhurried())).toEqual(event);
    proxy.heal();
    expect((await signIns.list(ada.id)).items).toEqual([]);
  });

  it('a confirmation fails, and its repetition makes the profile', async () => {
    const { id: sub, email } = person();
    const event = triggerEvent('PostConfirmation_ConfirmSignUp', { attributes: { sub, email } });
    proxy.inject('DynamoDB.TransactWriteItems', throttle(), always);
    await expect(createProfile(event, unhurried())).rejects.toThrow('throughput');
    proxy.heal();
    await createProfile(event, unhurried());
    expect(await profiles.get(sub)).toMatchObject({ email, version: 1 });
  });
});

describe('when transactions collide', () => {
  it('the handle is changed all the same, once', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.TransactWriteItems', transactionConflict(), { times: 2 });
    expect((await patch(ada.claims, { handle: `${ada.handle}_new` })).statusCode).toBe(200);
    expect(await profiles.get(ada.id)).toMatchObject({ handle: `${ada.handle}_new`, version: 2 });
  });

  it('again and again, the caller is asked to come again', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.TransactWriteItems', transactionConflict(), always);
    expect(await patch(ada.claims, { handle: `${ada.handle}_new` })).toBeProblem(503, 'temporarily-unavailable');
    proxy.heal();
    expect(await ownerOf(ada.handle)).toBe(ada.id);
  });
});

describe('when the connection dies after the write', () => {
  it('a new person is there once', async () => {
    const ada = person();
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'), { times: 1 });
    expect(await profiles.register([ada, { ...ada, handle: `${ada.handle}_2` }])).toMatch(/registered|known/);
    expect(await profiles.get(ada.id)).toMatchObject({ handle: ada.handle, version: 1 });
    expect(await ownerOf(`${ada.handle}_2`)).toBeUndefined();
  });

  it.each([
    ['with If-Match', { 'If-Match': '"1"' }],
    ['without If-Match', {}],
  ])('a change %s is made once, and answered as made', async (_, headers: Record<string, string>) => {
    const ada = await registered();
    proxy.inject('DynamoDB.UpdateItem', cut('after'), { times: 1 });
    const response = await patch(ada.claims, { bio: 'once' }, headers);
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(JSON.parse(response.body ?? '')).toEqual(await profiles.get(ada.id));
    expect(await profiles.get(ada.id)).toMatchObject({ bio: 'once', version: 2 });
  });

  it('a change of somebody faster is told from the own one, also under the same correlation id', async () => {
    const ada = await registered();
    const headers = { 'If-Match': '"1"', 'X-Correlation-Id': 'one-for-both' };
    expect((await patch(ada.claims, { bio: 'same' }, headers)).statusCode).toBe(200);
    proxy.inject('DynamoDB.UpdateItem', cut('after'), { times: 1 });
    expect(await patch(ada.claims, { bio: 'same' }, headers)).toBeProblem(412, 'stale-version');
    expect(await profiles.get(ada.id)).toMatchObject({ version: 2 });
  });

  it('an avatar is set once, and answered as set', async () => {
    const { id: userId, claims } = await registered();
    const imageId = randomUUID();
    await pictures.note({ userId, imageId });
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'), { times: 1 });
    const event = httpEvent('PUT', { route: '/users/me/avatar', claims, body: { imageId }, headers: ifFirst });
    expect(await setAvatar(event, unhurried())).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(await profiles.get(userId)).toMatchObject({ avatar: { imageId }, version: 2 });
  });

  it('an avatar is taken off once, and answered as taken off', async () => {
    const { id: userId, claims } = await registered();
    const imageId = randomUUID();
    await pictures.note({ userId, imageId });
    await avatars.set(userId, imageId);
    proxy.inject('DynamoDB.UpdateItem', cut('after'), { times: 1 });
    const event = httpEvent('DELETE', { route: '/users/me/avatar', claims, headers: { 'If-Match': '"2"' } });
    expect(await removeAvatar(event, unhurried())).toMatchObject({ statusCode: 200, headers: { ETag: '"3"' } });
    expect(await profiles.get(userId)).toMatchObject({ version: 3 });
  });

  it('a new handle is taken once, and answered as taken', async () => {
    const ada = await registered();
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'), { times: 1 });
    const response = await patch(ada.claims, { handle: `${ada.handle}_new` }, { 'If-Match': '"1"' });
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(await ownerOf(`${ada.handle}_new`)).toBe(ada.id);
  });
});

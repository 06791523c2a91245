import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext, testEngine } from '@libs/testing';
import { handler as deleteDevice } from '../../src/functions/delete-device.ts';
import { handler as listDevices } from '../../src/functions/list-devices.ts';
import { handler as postDevice } from '../../src/functions/post-device.ts';
import { ownTable } from '../store.ts';

ownTable();

beforeAll(async () => {
  const engine = await testEngine();
  process.env['PUSH_APPLICATION_FCM'] = `arn:aws:sns:eu-central-1:000000000000:app/GCM/${engine.unique('app')}-local`;
  process.env['PUSH_APPLICATION_APNS'] = '';
});

const route = '/notifications/devices';
const caller = () => ({ sub: randomUUID() });
type Claims = ReturnType<typeof caller>;
const unhurried = () => lambdaContext({ timeout: 60_000 });
const phone = (given: object = {}) => ({ platform: 'fcm', token: `token:${randomUUID()}`, ...given });

const post = (claims: Claims, body: unknown) => postDevice(httpEvent('POST', { route, claims, body }), unhurried());
const list = async (claims: Claims) => bodyOf(await listDevices(httpEvent('GET', { route, claims }), unhurried()));
const remove = (claims: Claims, id: string) =>
  deleteDevice(httpEvent('DELETE', { route: `${route}/{id}`, params: { id }, claims }), unhurried());
const bodyOf = ({ body = '' }: { body?: string | undefined }) => JSON.parse(body) as Record<string, unknown>;

it('registers, shows and removes a device of the caller', async () => {
  const ada = caller();
  const registered = await post(ada, phone({ name: "Ada's 📱" }));
  expect(registered).toMatchObject({ statusCode: 200 });
  const device = bodyOf(registered);
  expect(device).toMatchObject({ platform: 'fcm', name: "Ada's 📱" });
  expect(await list(ada)).toEqual({ items: [device] });
  expect(await list(caller())).toEqual({ items: [] });
  expect(await remove(ada, device['id'] as string)).toMatchObject({ statusCode: 204 });
  expect(await remove(ada, device['id'] as string)).toMatchObject({ statusCode: 204 });
  expect(await list(ada)).toEqual({ items: [] });
});

it('tells neither token nor endpoint', async () => {
  const [ada, device] = [caller(), phone()];
  const { body = '' } = await post(ada, device);
  expect(body).not.toContain(device.token);
  expect(body).not.toContain('arn:');
  expect(JSON.stringify(await list(ada))).not.toContain('arn:');
});

it('removes nothing of another', async () => {
  const [ada, grace] = [caller(), caller()];
  const { id } = bodyOf(await post(ada, phone()));
  expect(await remove(grace, id as string)).toMatchObject({ statusCode: 204 });
  expect((await list(ada))['items']).toHaveLength(1);
});

it('says that a platform is not set up in this stage', async () => {
  expect(await post(caller(), phone({ platform: 'apns' }))).toBeProblem(422, 'platform-not-configured');
});

it.each([
  ['a platform that there is not', { platform: 'baidu' }],
  ['no token', { token: undefined }],
  ['a short token', { token: 'x' }],
  ['a token beyond its bound', { token: 'x'.repeat(2049) }],
  ['a token with a space', { token: 'two words of it' }],
  ['a token of other characters', { token: 'tökentöken' }],
  ['an empty name', { name: '' }],
  ['a name with a line', { name: 'a\nb' }],
  ['a name beyond its bound', { name: 'x'.repeat(81) }],
  ['an endpoint', { endpointArn: 'arn:aws:sns:eu-central-1:000000000000:endpoint/x' }],
])('does not understand %s', async (_, change) => {
  expect(await post(caller(), phone(change))).toBeProblem(400, 'invalid-request');
});

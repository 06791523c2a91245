import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler as getPreferences } from '../../src/functions/get-preferences.ts';
import { handler as putPreferences } from '../../src/functions/put-preferences.ts';
import { ownTable } from '../store.ts';

ownTable();

const route = '/notifications/preferences';
const caller = () => ({ sub: randomUUID() });
const get = (claims: Record<string, string>, headers: Record<string, string> = {}) =>
  getPreferences(httpEvent('GET', { route, claims, headers }), lambdaContext());
const put = (claims: Record<string, string>, body: unknown, headers: Record<string, string> = {}) =>
  putPreferences(httpEvent('PUT', { route, claims, body, headers }), lambdaContext());
const bodyOf = ({ body = '' }: { body?: string | undefined }) => JSON.parse(body) as Record<string, unknown>;

const chosen = {
  ...DEFAULTS,
  timeZone: 'Europe/Berlin',
  quietHours: { start: '22:00', end: '07:00' },
  locale: 'ar-MA',
};

it('gives the caller what they have chosen, with its version as ETag', async () => {
  const ada = caller();
  expect(await get(ada)).toMatchObject({ statusCode: 200, headers: { ETag: '"0"' } });
  expect(await put(ada, chosen, { 'If-Match': '"0"' })).toMatchObject({ statusCode: 200, headers: { ETag: '"1"' } });
  expect(bodyOf(await get(ada))).toEqual({ ...chosen, version: 1 });
  expect(bodyOf(await get(caller()))).toEqual({ ...DEFAULTS, version: 0 });
});

it('says that nothing has changed to one who knows the version', async () => {
  expect(await get(caller(), { 'if-none-match': '"0"' })).toMatchObject({ statusCode: 304 });
});

it('refuses a stale If-Match', async () => {
  const ada = caller();
  await put(ada, chosen);
  expect(await put(ada, DEFAULTS, { 'if-match': '"0"' })).toBeProblem(412, 'stale-version');
  expect(bodyOf(await get(ada))).toMatchObject({ timeZone: 'Europe/Berlin' });
});

it.each([
  ['a time zone that is none', { timeZone: 'Mars/Olympus' }, '/body/timeZone'],
  ['an offset for a time zone', { timeZone: '+01:00' }, '/body/timeZone'],
  ['a time of 24:00', { quietHours: { start: '24:00', end: '07:00' } }, '/body/quietHours/start'],
  ['a time without minutes', { quietHours: { start: '22:00', end: '7' } }, '/body/quietHours/end'],
  ['a time in other digits', { quietHours: { start: '22:00', end: '٠٧:٠٠' } }, '/body/quietHours/end'],
  ['quiet hours of no length', { quietHours: { start: '07:00', end: '07:00' } }, '/body/quietHours'],
  ['a locale that is none', { locale: 'en_US.UTF-8' }, '/body/locale'],
  ['an empty locale', { locale: '' }, '/body/locale'],
])('refuses %s, and says where', async (_, change, pointer) => {
  const ada = caller();
  const answer = await put(ada, { ...chosen, ...change });
  expect(answer).toBeProblem(422, 'invalid-preferences');
  expect(bodyOf(answer)['errors']).toMatchObject([{ pointer }]);
  expect(bodyOf(await get(ada))).toMatchObject({ version: 0 });
});

it('names everything that is wrong at once', async () => {
  const wrong = { ...chosen, timeZone: '', locale: '-', quietHours: { start: '', end: 'later' } };
  const { errors } = bodyOf(await put(caller(), wrong)) as { errors: { pointer: string }[] };
  expect(errors.map(({ pointer }) => pointer)).toEqual([
    '/body/quietHours/start',
    '/body/quietHours/end',
    '/body/timeZone',
    '/body/locale',
  ]);
});

it.each([
  ['a part left out', { ...chosen, digest: undefined }],
  ['a category left out', { ...chosen, channels: { account: DEFAULTS.channels.account } }],
  ['a channel that there is not', { ...chosen, channels: { ...DEFAULTS.channels, product: { fax: true } } }],
  ['a digest that there is not', { ...chosen, digest: 'hourly' }],
  ['a time zone beyond its bound', { ...chosen, timeZone: 'x'.repeat(65) }],
  ['the version in the body', { ...chosen, version: 7 }],
  ['nothing', null],
])('does not understand %s', async (_, body) => {
  expect(await put(caller(), body)).toBeProblem(400, 'invalid-request');
});

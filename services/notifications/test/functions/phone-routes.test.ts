import { randomInt, randomUUID } from 'node:crypto';
import { metrics } from '@libs/observability';
import { httpEvent, lambdaContext } from '@libs/testing';
import { handler as deletePhone } from '../../src/functions/delete-phone.ts';
import { handler as getPhone } from '../../src/functions/get-phone.ts';
import { handler as postPhone } from '../../src/functions/post-phone.ts';
import { handler as verifyPhone } from '../../src/functions/verify-phone.ts';
import { ownTable } from '../store.ts';

ownTable();

beforeEach(() => {
  process.env['SMS_MONTHLY_SEGMENTS'] = '1000';
  process.env['SMS_MONTHLY_CODE_SEGMENTS'] = '200';
  process.env['SMS_COUNTRIES'] = '';
});

const route = '/notifications/phone';
const caller = () => ({ sub: randomUUID() });
type Claims = ReturnType<typeof caller>;
const aNumber = () => `+49${randomInt(10 ** 9, 10 ** 10)}`;
const unhurried = () => lambdaContext({ timeout: 60_000 });

const post = (claims: Claims, body: unknown) => postPhone(httpEvent('POST', { route, claims, body }), unhurried());
const enter = (claims: Claims, body: unknown) =>
  verifyPhone(httpEvent('POST', { route: `${route}/verification`, claims, body }), unhurried());
const get = async (claims: Claims) =>
  JSON.parse((await getPhone(httpEvent('GET', { route, claims }), unhurried())).body ?? '') as unknown;

/** What was sent to a number, as the engine kept it. */
async function textsTo(number: string): Promise<string[]> {
  const { searchParams, href } = new URL('/_ministack/sns/sms-messages', process.env['AWS_ENDPOINT_URL']);
  searchParams.set('phoneNumber', number);
  const answer = (await (await fetch(href)).json()) as { sms_messages: Record<string, { Message: string }[]> };
  return (answer.sms_messages[number] ?? []).map(({ Message }) => Message);
}

it('sends a code, by which the number is verified', async () => {
  const [ada, number] = [caller(), aNumber()];
  expect(await post(ada, { number })).toMatchObject({ statusCode: 202 });
  expect(await get(ada)).toMatchObject({ number: null, pending: { number } });
  const [text = ''] = await textsTo(number);
  const code = /\d{6}/.exec(text)?.[0] ?? '';
  expect(await enter(ada, { code })).toMatchObject({ statusCode: 200, body: JSON.stringify({ number }) });
  expect(await get(ada)).toEqual({ number, pending: null });
  const gone = await deletePhone(httpEvent('DELETE', { route, claims: ada }), unhurried());
  expect(gone).toMatchObject({ statusCode: 204 });
  expect(await get(ada)).toEqual({ number: null, pending: null });
});

it('does not tell the code to whom asked for it', async () => {
  const number = aNumber();
  const { body = '' } = await post(caller(), { number });
  expect(body.replace(number, '')).not.toMatch(/(?<!\d)\d{6}(?!\d)/);
});

it.each([
  ['without its plus', '4915112345678'],
  ['with spaces', '+49 151 12345678'],
  ['of a country code zero', '+0151123456'],
  ['that is short', '+49151'],
  ['of 16 digits', '+1234567890123456'],
  ['in other digits', '+٤٩١٥١١٢٣٤٥٦٧'],
  ['with a line more', '+4915112345678\n'],
  ['that is a topic', 'arn:aws:sns:eu-central-1:000000000000:topic'],
])('does not understand a number %s', async (_, number) => {
  expect(await post(caller(), { number })).toBeProblem(400, 'invalid-request');
});

it.each(['12345', '1234567', 'abcdef', '١٢٣٤٥٦', '', ' 123456'])('does not understand the code %j', async (code) => {
  expect(await enter(caller(), { code })).toBeProblem(400, 'invalid-request');
});

it('asks for a code first', async () => {
  expect(await enter(caller(), { code: '123456' })).toBeProblem(409, 'no-code');
});

it('says when the next code may be asked for', async () => {
  const ada = caller();
  await post(ada, { number: aNumber() });
  const second = await post(ada, { number: aNumber() });
  expect(second).toBeProblem(429, 'code-too-soon');
  expect(Number(second.headers?.['Retry-After'])).toBeGreaterThan(0);
});

it.each(['SMS_MONTHLY_SEGMENTS', 'SMS_MONTHLY_CODE_SEGMENTS'])(
  'sends nothing when %s are spent, and counts that',
  async (limit) => {
    process.env[limit] = '0';
    const counted = jest.spyOn(metrics, 'addMetric');
    const number = aNumber();
    expect(await post(caller(), { number })).toBeProblem(429, 'sms-budget-spent');
    expect(await textsTo(number)).toEqual([]);
    expect(counted).toHaveBeenCalledWith('SmsBudgetSpent', 'Count', 1);
  },
);

it.each([
  ['of a satellite', '', '+881612345678'],
  ['that callers pay more for', '', '+979123456789'],
  ['of a country that the stage sends nothing to', '+43, +41', '+4915112345678'],
])('sends nothing to a number %s, and makes no code', async (_, countries, number) => {
  process.env['SMS_COUNTRIES'] = countries;
  const ada = caller();
  expect(await post(ada, { number })).toBeProblem(422, 'number-refused');
  expect(await textsTo(number)).toEqual([]);
  expect(await get(ada)).toEqual({ number: null, pending: null });
});

import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { httpEvent, lambdaContext, testEngine } from '@libs/testing';
import { unsubscribeUrl } from '../../src/adapters/unsubscribe-url.ts';
import { personItems } from '../../src/data/person-items.ts';
import { preferences } from '../../src/data/preferences.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler as show } from '../../src/functions/show-unsubscribe.ts';
import { handler as unsubscribe } from '../../src/functions/unsubscribe.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();

beforeAll(async () => {
  const engine = await testEngine();
  const name = engine.unique('secret');
  await new SecretsManagerClient(engine.client).send(
    new CreateSecretCommand({ Name: name, SecretString: JSON.stringify({ current: 'k'.repeat(64) }) }),
  );
  process.env['UNSUBSCRIBE_SECRET_ID'] = name;
  process.env['API_URL'] = 'https://api.example';
  process.env['CONSOLE_URL'] = 'https://console.example';
});

const route = '/notifications/unsubscribe';
type Query = Record<string, string>;
type AnyQuery = Record<string, string | string[]>;

async function linkFor(userId: string, category: 'account' | 'digest' = 'account', at = new Date()): Promise<Query> {
  return Object.fromEntries(new URL(await unsubscribeUrl({ userId, category, at })).searchParams);
}

const opened = (query: AnyQuery, headers: Record<string, string> = {}) =>
  show(httpEvent('GET', { route, query, headers: { accept: 'text/html', ...headers }, claims: null }), lambdaContext());
const posted = (query: Query, headers: Record<string, string> = {}, body: unknown = 'List-Unsubscribe=One-Click') =>
  unsubscribe(
    httpEvent('POST', {
      route,
      query,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
      claims: null,
    }),
    lambdaContext(),
  );

const mailOf = async (userId: string) => (await preferences.get(userId)).channels.account.email;

describe('opening the link', () => {
  it('shows what it would do, and does nothing, however often it is opened', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId);
    for (let time = 0; time < 3; time++) {
      const answer = await opened(link);
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      expect(answer.body).toContain('<button>Unsubscribe</button>');
    }
    expect(await preferences.get(userId)).toEqual({ ...DEFAULTS, version: 0 });
  });

  it('shows it in the language of the person, and of the browser when the person is not known', async () => {
    const { userId } = await knownPerson({ locale: 'ar-EG' });
    expect((await opened(await linkFor(userId), { 'accept-language': 'en' })).body).toContain('lang="ar"');
    expect((await opened({}, { 'accept-language': 'ar-EG,en;q=0.5' })).body).toContain('lang="ar"');
  });

  it('is a page whatever was added to its address on the way', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId);
    const added: [AnyQuery, Record<string, string>][] = [
      [{ utm_source: 'mail' }, {}],
      [{ fbclid: ['1', '2'] }, {}],
      [{}, { 'accept-language': `ar-EG,${'de;q=0.1,'.repeat(900)}` }],
    ];
    for (const [query, headers] of added) {
      const answer = await opened({ ...link, ...query }, headers);
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      expect(answer.body).toContain('<button>');
    }
    expect(await posted({ ...link, utm_source: 'mail' })).toMatchObject({ statusCode: 200 });
    expect(await mailOf(userId)).toBe(false);
  });

  it('has nothing to press once it is done', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId);
    await posted(link);
    expect((await opened(link)).body).not.toContain('<button>');
  });
});

describe('the one click', () => {
  it('ends the mails without a login, once or again', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId);
    for (let time = 0; time < 2; time++) {
      const answer = await posted(link);
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      expect(answer.body).toContain('You are unsubscribed');
    }
    expect(await mailOf(userId)).toBe(false);
    expect(await preferences.get(userId)).toMatchObject({ version: 1 });
  });

  it.each([
    ['as a form with parts', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['in base64', {}, Buffer.from('List-Unsubscribe=One-Click')],
    ['with nothing in it', { 'content-type': 'text/plain' }, ''],
  ])('takes a body %s', async (_, headers, body) => {
    const { userId } = await knownPerson();
    expect(await posted(await linkFor(userId), headers, body)).toMatchObject({ statusCode: 200 });
    expect(await mailOf(userId)).toBe(false);
  });

  it('changes nothing by a link from before the person switched these mails on again, and says so', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId, 'account', new Date(Date.now() - 1000));
    await posted(link);
    await preferences.replace(userId, DEFAULTS);
    const replayed = await posted(link);
    expect(replayed).toMatchObject({ statusCode: 409, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    expect(replayed.body).toContain('This link is an old one');
    expect(await mailOf(userId)).toBe(true);
  });

  it('says that there is nothing to end when the account is closed', async () => {
    const { userId } = await knownPerson();
    const link = await linkFor(userId);
    await personItems.close(userId);
    const answer = await posted(link);
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.body).toContain('This account is closed');
  });
});

describe('a link that was not made here', () => {
  it.each(['opened', 'posted'] as const)('is answered by a page when it is %s', async (how) => {
    const { userId } = await knownPerson();
    const { token = '' } = await linkFor(userId);
    const other = (await knownPerson()).userId;
    for (const forged of [token.replace(userId, other), `${token}x`, 'x'.repeat(2000), '../..', '']) {
      const answer = await { opened, posted }[how]({ token: forged });
      expect(answer).toMatchObject({ statusCode: 400, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      expect(answer.body).toContain('This link does not work');
      expect(answer.body).not.toContain(forged === '' ? userId : forged);
    }
    expect(await mailOf(userId)).toBe(true);
    expect(await mailOf(other)).toBe(true);
  });

  it('is answered by a page when there is nothing in it', async () => {
    expect(await opened({})).toMatchObject({
      statusCode: 400,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    });
  });
});

it('is a fault of ours, and changes nothing, while the keys cannot be had', async () => {
  const { userId } = await knownPerson();
  const link = await linkFor(userId);
  const unavailable = async () => {
    throw new Error('Secrets Manager is away');
  };
  const input = { query: link, headers: {} } as never;
  await expect(unsubscribe.logic(input, preferences, unavailable)).rejects.toThrow('Secrets Manager is away');
  expect(await mailOf(userId)).toBe(true);
});

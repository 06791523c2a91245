import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { testEngine } from '@libs/testing';
import type { unsubscribeKeys as UnsubscribeKeys } from '../../src/adapters/unsubscribe-secret.ts';
import { idOf } from '../../src/adapters/unsubscribe-token.ts';

const [first, second] = ['first-'.repeat(8), 'second-'.repeat(8)];

let secrets: SecretsManagerClient;
let id: string;
/** The adapter as a new process has it: it keeps what it has read. */
let unsubscribeKeys: typeof UnsubscribeKeys;

beforeEach(async () => {
  const engine = await testEngine();
  secrets = new SecretsManagerClient(engine.client);
  id = engine.unique('secret');
  process.env['AWS_ENDPOINT_URL'] = engine.endpoint;
  process.env['UNSUBSCRIBE_SECRET_ID'] = id;
  jest.resetModules();
  ({ unsubscribeKeys } = await import('../../src/adapters/unsubscribe-secret.ts'));
});

const create = (keys: unknown) =>
  secrets.send(
    new CreateSecretCommand({ Name: id, SecretString: typeof keys === 'string' ? keys : JSON.stringify(keys) }),
  );
const change = (keys: unknown) =>
  secrets.send(new PutSecretValueCommand({ SecretId: id, SecretString: JSON.stringify(keys) }));

it('gives the key that signs and all that are trusted', async () => {
  await create({ current: second, 'until-2027': first });
  expect(await unsubscribeKeys()).toEqual({ current: second, all: [second, first] });
});

it('reads the secret once in a process', async () => {
  await create({ current: first });
  await Promise.all([unsubscribeKeys(), unsubscribeKeys()]);
  await secrets.send(new DeleteSecretCommand({ SecretId: id, ForceDeleteWithoutRecovery: true }));
  expect(await unsubscribeKeys(idOf(first))).toEqual({ current: first, all: [first] });
});

describe('for a link with a key that came later', () => {
  it('reads it again', async () => {
    await create({ current: first });
    await unsubscribeKeys(undefined, 0);
    await change({ current: second, old: first });
    expect(await unsubscribeKeys(idOf(second), 60_000)).toEqual({ current: second, all: [second, first] });
  });

  it('reads it again once a minute at most, for the key may be made up', async () => {
    await create({ current: first });
    await unsubscribeKeys(undefined, 0);
    await change({ current: second });
    expect(await unsubscribeKeys('made-up0', 59_999)).toEqual({ current: first, all: [first] });
  });
});

it('reads it again after a failure', async () => {
  await expect(unsubscribeKeys()).rejects.toMatchObject({ name: 'UnsubscribeKeysUnavailable' });
  await create({ current: first });
  expect(await unsubscribeKeys()).toEqual({ current: first, all: [first] });
});

it.each([
  ['no JSON', 'not json'],
  ['no object', '"text"'],
  ['nothing', 'null'],
  ['no current key', { old: first }],
  ['a key that is short', { current: first, old: 'short' }],
  ['a key that is no text', { current: first, old: 7 }],
])('says what the secret should hold when it holds %s, and nothing of what it holds', async (_, value) => {
  await create(value);
  const read = unsubscribeKeys();
  await expect(read).rejects.toThrow('"current"');
  await expect(read).rejects.not.toThrow(first);
  await expect(read).rejects.toMatchObject({ name: 'UnsubscribeKeysUnavailable' });
});

it('says so when it is not told which secret', async () => {
  process.env['UNSUBSCRIBE_SECRET_ID'] = '';
  await expect(unsubscribeKeys()).rejects.toThrow('UNSUBSCRIBE_SECRET_ID is not set');
});

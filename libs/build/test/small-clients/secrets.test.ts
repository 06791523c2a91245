import * as secrets from '@aws-sdk/client-secrets-manager';
import { testEngine } from '@libs/testing';
import * as smallSecrets from '../../src/stand-ins/secrets/client-secrets-manager.ts';
import { client, meaningOf, seen } from '../support/side-by-side.ts';

// Typed by the package that it stands for, as in a bundle.
const small = smallSecrets as unknown as typeof secrets;

const call =
  (sdk: typeof secrets, input: secrets.GetSecretValueCommandInput = { SecretId: 's', VersionStage: 'AWSCURRENT' }) =>
  (endpoint: string) =>
    new sdk.SecretsManagerClient({ ...client, endpoint }).send(new sdk.GetSecretValueCommand(input));

afterEach(() => jest.restoreAllMocks());

describe('the small client of secrets', () => {
  it('asks over the wire as the SDK does', async () => {
    const { received: expected } = await seen(call(secrets), { body: '{}' });
    const { received } = await seen(call(small), { body: '{}' });
    expect(received.map(meaningOf)).toEqual(expected.map(meaningOf));
  });

  it.each([
    ['a text', { SecretString: 'größer 👩‍🚀', CreatedDate: 1_763_719_200.123 }],
    ['bytes', { SecretBinary: Buffer.from([0, 127, 255]).toString('base64'), CreatedDate: 1_763_719_200 }],
  ])('gives a secret of %s as the SDK does', async (_, secret) => {
    // Prepare
    const body = JSON.stringify({ ARN: 'arn', Name: 's', VersionId: 'v', VersionStages: ['AWSCURRENT'], ...secret });
    const { outcome: expected } = await seen(call(secrets), { body });
    // Act
    const { outcome } = await seen(call(small), { body });
    // Assess
    expect(expected).toHaveProperty('answer');
    expect(outcome).toEqual(expected);
  });

  it.each([
    [400, 'ResourceNotFoundException', 1],
    [400, 'InvalidRequestException', 1],
    [400, 'InvalidParameterException', 1],
    [400, 'DecryptionFailure', 1],
    [500, 'InternalServiceError', 3],
  ] as const)('throws the error of the SDK for the answer %i %s', async (status, name, attempts) => {
    // Prepare
    jest.spyOn(Math, 'random').mockReturnValue(0); // no delay
    const reply = { status, body: JSON.stringify({ __type: name, Message: 'Because it is so' }) };
    const { outcome: expected } = await seen(call(secrets), reply);
    // Act
    const { outcome, thrown, received } = await seen(call(small), reply);
    // Assess
    expect(expected).toMatchObject({ error: { name, message: 'Because it is so' } });
    expect(outcome).toEqual(expected);
    expect(thrown).toBeInstanceOf(small[name]);
    expect(received).toHaveLength(attempts);
  });
});

describe('secrets of the engine', () => {
  it.each([
    ['the SDK', secrets],
    ['the small client', small],
  ])('are read by %s; what is not there is an error', async (_, sdk) => {
    // Prepare
    const engine = await testEngine();
    const Name = engine.unique('secret');
    const SecretString = 'größer 👩‍🚀';
    await new secrets.SecretsManagerClient(engine.client).send(new secrets.CreateSecretCommand({ Name, SecretString }));
    const reader = new sdk.SecretsManagerClient(engine.client);
    // Act
    const secret = await reader.send(new sdk.GetSecretValueCommand({ SecretId: Name }));
    const none = reader.send(new sdk.GetSecretValueCommand({ SecretId: `${Name}-not` }));
    // Assess
    expect(secret).toMatchObject({ Name, SecretString, VersionStages: ['AWSCURRENT'] });
    expect(Math.abs(Date.now() - (secret.CreatedDate?.getTime() ?? 0))).toBeLessThan(60_000);
    await expect(none).rejects.toMatchObject({ name: 'ResourceNotFoundException', $fault: 'client' });
    await expect(none).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
  });
});

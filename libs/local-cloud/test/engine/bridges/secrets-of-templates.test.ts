import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const options = { PasswordLength: 200, ExcludePunctuation: true };

/** Deploys a secret, and says what its Ref is. */
async function secretOn(engine: { endpoint: string }, properties: object, stack = 'test') {
  const resources = { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: properties } };
  const { status, outputs } = await deploy(engine, { resources, outputs: { Ref: { Ref: 'Secret' } } }, stack);
  return { status, ref: outputs.Ref ?? '' };
}

async function valueOf(client: SecretsManagerClientConfig, id: string): Promise<string> {
  const secrets = new SecretsManagerClient(client);
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString ?? '';
  } finally {
    secrets.destroy();
  }
}

describe('a secret of a template', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('has its name for a Ref, and characters that are excluded, on the untouched engine: still to be mended', async () => {
    const { ref } = await secretOn(untouched(), { Name: 'notes', GenerateSecretString: options });
    expect(ref).toBe('notes');
    expect(await valueOf(on(untouched()), 'notes')).toMatch(/[^A-Za-z\d]/);
  });

  it('has its ARN for a Ref, and a value without what is excluded, when mended', async () => {
    const { ref } = await secretOn(mended(), { Name: 'notes', GenerateSecretString: options });
    expect(ref).toMatch(/^arn:aws:secretsmanager:eu-central-1:000000000000:secret:notes-\w{6}$/);
    expect(await valueOf(on(mended()), ref)).toMatch(/^[A-Za-z\d]{200}$/);
    expect(await valueOf(on(mended()), 'notes')).toBe(await valueOf(on(mended()), ref));
  });

  it('has its value in the key that the template names', async () => {
    const generate = { ...options, SecretStringTemplate: '{"version":1}', GenerateStringKey: 'key' };
    const { ref } = await secretOn(mended(), { GenerateSecretString: generate }, 'keyed');
    const value = JSON.parse(await valueOf(on(mended()), ref)) as { version: number; key: string }; // as generated above
    expect(value).toEqual({ version: 1, key: expect.stringMatching(/^[A-Za-z\d]{200}$/) as string });
  });

  it('keeps its ARN and value when something else of it changes, and goes with its stack', async () => {
    const first = await secretOn(mended(), { Name: 'kept', GenerateSecretString: options }, 'kept');
    const value = await valueOf(on(mended()), 'kept');
    const second = await secretOn(
      mended(),
      { Name: 'kept', Description: 'new', GenerateSecretString: options },
      'kept',
    );
    expect(second).toEqual({ status: 'UPDATE_COMPLETE', ref: first.ref });
    expect(await valueOf(on(mended()), 'kept')).toBe(value);
    await deploy(mended(), { resources: { Queue: { Type: 'AWS::SQS::Queue' } } }, 'kept');
    expect(await refusalOf(valueOf(on(mended()), 'kept'))).toMatch(/^ResourceNotFoundException/);
  });

  it('fails its stack when no character is left to make it of', async () => {
    const none = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };
    const { status } = await secretOn(mended(), { GenerateSecretString: none }, 'none');
    expect(status).toBe('ROLLBACK_COMPLETE');
  });

  it('is read by a role that names its Ref, and by no other', async () => {
    const { ref } = await secretOn(mended(), { Name: 'guarded', GenerateSecretString: options }, 'guarded');
    const reads = (Resource: string) => [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }];
    const reader = await asRole(mended(), 'reader', reads(ref));
    const other = await asRole(mended(), 'other', reads(`${ref}x`));
    expect(await valueOf(reader, 'guarded')).toHaveLength(200);
    expect(await refusalOf(valueOf(other, 'guarded'))).toMatch(/^AccessDeniedException/);
  });
});

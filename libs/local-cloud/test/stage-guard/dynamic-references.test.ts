import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { resolveReferences } from '../../src/stage-guard/dynamic-references.ts';

jest.setTimeout(120_000);

let engine: Engine;
let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  config = { endpoint: engine.endpoint, region: 'eu-central-1', credentials };
  const ssm = new SSMClient(config);
  for (const [Name, Value] of [
    ['/longhouse/local/users/pool', 'eu-central-1_$&'],
    ['/longhouse/local/users/client', 'c1'],
  ]) {
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
  }
});

afterAll(() => engine?.stop());

const provider = { getAwsSdkV3Config: async () => config };
const none = {
  getAwsSdkV3Config: async () => {
    throw new Error('asked for nothing');
  },
};

describe('references to parameters in the environment', () => {
  it('are put in their places, also several in one value', async () => {
    const environment = {
      POOL: '{{resolve:ssm:/longhouse/local/users/pool}}',
      BOTH: 'of {{resolve:ssm:/longhouse/local/users/pool}}, {{resolve:ssm:/longhouse/local/users/client}}',
      OTHER: 'as it is',
    };
    await resolveReferences(provider, environment);
    expect(environment).toEqual({ POOL: 'eu-central-1_$&', BOTH: 'of eu-central-1_$&, c1', OTHER: 'as it is' });
  });

  it('that lead nowhere are named', async () => {
    const environment = { POOL: '{{resolve:ssm:/longhouse/local/none}}' };
    await expect(resolveReferences(provider, environment)).rejects.toThrow(
      /^POOL is the parameter \/longhouse\/local\/none: /,
    );
  });

  it('of which there are none ask nobody', async () => {
    await expect(resolveReferences(none, { OTHER: 'as it is' })).resolves.toBeUndefined();
  });
});

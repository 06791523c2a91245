import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as errors from '@libs/contracts/errors';
import { ThingEntity } from './fixtures/things/src/data/thing.ts';
import { bundled } from './support/bundle.ts';

const run = promisify(execFile);

describe('a bundle', () => {
  it('keeps the names of errors, by which callers and logs know them', async () => {
    // Act
    const { exports } = await bundled<typeof errors>('errors');
    // Assess
    const { Failure: _, ...concrete } = exports;
    const classes = Object.entries(concrete);
    expect(classes.length).toBeGreaterThan(5);
    for (const [name, Class] of classes) expect(new Class('type', 'title').name).toBe(name);
    expect(Object.keys(exports).sort()).toEqual(Object.keys(errors).sort());
  });

  it.each([
    ['traced', false],
    ['traced-at-once', true],
  ])('of %s loads the X-Ray SDK at once: %p', async (name, loaded) => {
    // Prepare
    const { path, inputs } = await bundled(name);
    expect(inputs.some((input) => input.includes('aws-xray-sdk-core'))).toBe(true);
    // Act: dgram is what the X-Ray SDK alone asks for.
    const script = `require(${JSON.stringify(path)}); process.stdout.write(String(process.moduleLoadList.includes('NativeModule dgram')))`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: { POWERTOOLS_SERVICE_NAME: 'test' } });
    // Assess
    expect(stdout).toBe(String(loaded));
  });

  it('makes the same requests from an ElectroDB model, which it does not check again', async () => {
    // Act
    const { exports, inputs } = await bundled<{ ThingEntity: typeof ThingEntity }>('thing');
    // Assess
    const thing = { id: 'x', tags: ['t'], kind: 'a' as const };
    const plain = (params: unknown) =>
      JSON.parse(
        JSON.stringify(params, (_, value: unknown) => (value instanceof Set ? [...(value as Set<unknown>)] : value)),
      ) as unknown;
    expect(plain(exports.ThingEntity.create(thing).params())).toEqual(plain(ThingEntity.create(thing).params()));
    expect(() => exports.ThingEntity.create({ ...thing, kind: 'c' as never }).params()).toThrow('kind');
    expect(inputs.filter((input) => input.includes('node_modules/jsonschema'))).toEqual([]);
  });

  it('has small clients for what notifications are sent with, and nothing of the SDK', async () => {
    const { exports, inputs, text } = await bundled<{ commands: string[] }>('sends');
    expect(exports.commands).toContain('PublishBatchCommand');
    expect(inputs.filter((input) => /node_modules\/@(aws-sdk|smithy)\//.test(input))).toEqual([]);
    expect(text.length).toBeLessThan(30_000);
  });

  it('cannot be built with an operation that a small client lacks, but with the whole SDK', async () => {
    await expect(bundled('describe')).rejects.toThrow('No matching export');
    const { exports } = await bundled<{ command(): { input: unknown } }>('describe', { sdk: 'whole' });
    expect(exports.command().input).toEqual({ TableName: 'things' });
  });
});

describe('a client of the SDK in a bundle', () => {
  interface Client {
    new (config: object): { config: { credentials(): Promise<unknown> } };
  }
  const credentials = async () => {
    const { exports } = await bundled<{ Client: Client }>('scheduler');
    return new exports.Client({ region: 'eu-central-1' }).config.credentials();
  };

  afterEach(() => {
    delete process.env['AWS_SESSION_TOKEN'];
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
  });

  it.each([[undefined], ['session']])(
    'takes its credentials from the environment, with the session token %p',
    async (sessionToken) => {
      if (sessionToken !== undefined) process.env['AWS_SESSION_TOKEN'] = sessionToken;
      expect(await credentials()).toMatchObject({
        accessKeyId: 'test',
        secretAccessKey: 'test',
        ...(sessionToken ? { sessionToken } : {}),
      });
    },
  );

  it('says what is missing, and asks nobody else', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    await expect(credentials()).rejects.toThrow('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set');
  });

  it('brings no other provider of credentials', async () => {
    const { inputs } = await bundled('scheduler');
    expect(
      inputs.filter((input) => /credential-provider-(ini|sso|process|web|http|imds)|nested-clients/.test(input)),
    ).toEqual([]);
  });
});

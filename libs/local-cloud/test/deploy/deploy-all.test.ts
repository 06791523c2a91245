import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { zip } from '@libs/build';
import { localClients } from '../../src/deploy/clients.ts';
import { type Deployed, deployAll } from '../../src/deploy/deploy-all.ts';
import { packageService } from '../../src/deploy/package-service.ts';
import { readServices } from '../../src/deploy/services.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { helloConfiguration, type Scratch, scratch } from '../support/scratch.ts';
import { serverless } from '../support/serverless.ts';

jest.setTimeout(300_000);

let engine: Engine;
let project: Scratch;
const lines: string[] = [];

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  project = scratch();
});

afterAll(async () => {
  await engine?.stop();
  project?.remove();
});

async function deploy(): Promise<Deployed> {
  lines.length = 0;
  const [deployed] = await deployAll({
    endpoint: engine.endpoint,
    root: project.root,
    home: project.home,
    log: (line) => lines.push(line),
  });
  if (!deployed) throw new Error('nothing was deployed');
  return deployed;
}

async function greet(): Promise<string> {
  const { Payload } = await localClients(engine.endpoint).functions.send(
    new InvokeCommand({ FunctionName: 'hello-local-greet' }),
  );
  const { greeting } = JSON.parse(Buffer.from(Payload ?? []).toString()) as { greeting: string };
  return greeting;
}

// One life of a stack, in this order.
describe('deploying a service', () => {
  it('packages it once for two that do so at the same time, and does not touch the folder of the service', async () => {
    // Prepare
    const services = readServices(project.root);
    const [hello] = services;
    const { root, home } = project;
    const packaging = () => hello && packageService(hello, { services, root, home, log: () => {} });
    // Act
    const [first, second] = await Promise.all([packaging(), packaging()]);
    // Assess
    expect(first).toBe(second);
    expect(readdirSync(join(home, 'packages'))).toEqual([expect.stringMatching(/^hello-[0-9a-f]{16}$/)]);
    expect(readdirSync(String(first))).toEqual(
      expect.arrayContaining(['greet.zip', 'other.zip', 'serverless-state.json']),
    );
    expect(readdirSync(project.hello)).not.toContain('.serverless');
  });

  it('creates its stack', async () => {
    // Act
    const deployed = await deploy();
    // Assess
    expect(deployed).toMatchObject({ service: 'hello', stackName: 'hello-local', changed: true, paths: ['hello'] });
    expect(await greet()).toBe('hello!');
    expect(lines).toEqual([expect.stringMatching(/^deployed hello \(/)]); // it was packaged before
  });

  it('does nothing when nothing has changed', async () => {
    // Prepare
    const { stacks } = localClients(engine.endpoint);
    const look = async () => (await stacks.send(new DescribeStacksCommand({ StackName: 'hello-local' }))).Stacks?.[0];
    const before = await look();
    // Act
    const { changed } = await deploy();
    // Assess
    expect(changed).toBe(false);
    expect(lines).toEqual([]);
    expect((await look())?.LastUpdatedTime).toEqual(before?.LastUpdatedTime);
  });

  it('gives the framework a stack with which it can go on', async () => {
    // Act
    const info = await serverless(project.hello, 'info', { LOCAL_CLOUD_URL: engine.endpoint });
    // Assess
    expect(info.stdout).toContain('GET - ' + engine.endpoint + '/_aws/execute-api/hello/$default/hello');
  });

  it('brings a change of a library into the functions, and keeps one package in the bucket', async () => {
    // Prepare
    project.write('libs/marks/src/index.ts', "export const mark: string = '?';\n");
    // Act
    const { changed } = await deploy();
    // Assess
    expect(changed).toBe(true);
    expect(await greet()).toBe('hello?');
    const { stacks, objects } = localClients(engine.endpoint);
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: 'hello-local' }));
    const Bucket = Stacks?.[0]?.Outputs?.find(
      ({ OutputKey }) => OutputKey === 'ServerlessDeploymentBucketName',
    )?.OutputValue;
    const { Contents = [] } = await objects.send(new ListObjectsV2Command({ Bucket }));
    const names = Contents.map(({ Key = '' }) => Key.split('/').at(-1));
    expect(new Set(names)).toEqual(new Set(['compiled-cloudformation-template.json', 'greet.zip', 'other.zip']));
    expect(names).toHaveLength(3);
  });

  it('names the files that are there in the stack of an error', async () => {
    // Prepare
    const failing = "export const handler = async () => {\n  throw new TypeError('no other');\n};\n";
    project.write('services/hello/src/functions/other.ts', failing);
    await deploy();
    // Act
    const { Payload } = await localClients(engine.endpoint).functions.send(
      new InvokeCommand({ FunctionName: 'hello-local-other' }),
    );
    // Assess
    expect(Buffer.from(Payload ?? []).toString()).toContain(`(${project.hello}/src/functions/other.ts:2:9)`);
  });

  it('puts a function back that runs other code than the package, as after a reload that was taken back', async () => {
    // Prepare
    const other = zip([
      {
        name: 'src/functions/greet.cjs',
        data: Buffer.from("exports.handler = async () => ({ greeting: 'changed' });"),
      },
    ]);
    await localClients(engine.endpoint).functions.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'hello-local-greet', ZipFile: other }),
    );
    expect(await greet()).toBe('changed');
    // Act
    const { changed } = await deploy();
    // Assess
    expect(changed).toBe(true);
    expect(await greet()).toBe('hello?');
  });

  it('names the resource that CloudFormation could not make and the reason, and goes on from there', async () => {
    // Prepare: a subscription to nothing
    const broken = `${helloConfiguration}    Broken: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: none, EventSourceArn: !ImportValue nowhere } }\n`;
    project.write('services/hello/serverless.yml', broken);
    // Act
    const deploying = deploy();
    // Assess
    await expect(deploying).rejects.toMatchObject({
      name: 'StackFailed',
      message: expect.stringMatching(/^hello-local .*\n?.*nowhere/) as unknown,
    });
    await expect(deploying).rejects.toMatchObject({ message: expect.not.stringContaining('"Resources"') as unknown });
    project.write('services/hello/serverless.yml', helloConfiguration);
    await expect(deploy()).resolves.toMatchObject({ service: 'hello' });
    expect(await greet()).toBe('hello?');
  });

  it("tells the framework's own words about a service that cannot be packaged, and leaves nothing behind", async () => {
    // Prepare
    project.write('services/hello/serverless.yml', `${helloConfiguration}surprise: true\n`);
    // Act
    const deploying = deploy();
    // Assess
    await expect(deploying).rejects.toMatchObject({
      name: 'PackagingFailed',
      message: expect.stringMatching(/^hello could not be packaged:\n.*surprise/s) as unknown,
    });
    expect(readdirSync(join(project.home, 'packages')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

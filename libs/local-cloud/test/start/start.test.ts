import { appendFileSync, existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, HeadObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { localClients } from '../../src/deploy/clients.ts';
import { readRunning } from '../../src/running.ts';
import type { LocalCloudOptions } from '../../src/start/start-local-cloud.ts';
import { reset } from '../../src/start/reset.ts';
import { until } from '../support/until.ts';
import { helloConfiguration, type Scratch, scratch } from '../support/scratch.ts';
import { childrenOf, isAlive, type Starting, start } from '../support/starting.ts';

jest.setTimeout(300_000);

let project: Scratch;
const begun: Starting[] = [];

beforeAll(() => void (project = scratch()));

afterAll(async () => {
  for (const { process, ended } of begun) {
    process.kill('SIGKILL');
    await ended;
  }
  project?.remove();
});

type Options = Pick<LocalCloudOptions, 'port' | 'frontDoorPort' | 'state' | 'services' | 'reload'>;

function begin(options: Options = {}): Starting & { file: string } {
  const file = join(project.home, `${options.state ?? 'state'}.json`);
  const starting = start({
    root: project.root,
    home: project.home,
    ...options,
    state: join(project.home, options.state ?? 'state'),
    file,
  });
  begun.push(starting);
  return { ...starting, file };
}

// Days of one local cloud, in this order.
describe('npm start', () => {
  it('brings everything up, says where it is, and ends without a trace on Ctrl-C', async () => {
    // Act
    const cloud = begin();
    const { endpoint, frontDoor, pid } = await cloud.ready();
    // Assess
    expect(pid).toBe(cloud.process.pid);
    expect(cloud.said()).toMatch(/packaged hello .*deployed hello .*ready after [\d.]+ s\n/s);
    for (const address of [
      `${frontDoor}/hello/…`,
      `${frontDoor}/login`,
      `${frontDoor}/mailbox`,
      `${frontDoor}/timeline`,
      endpoint,
    ]) {
      expect(cloud.said()).toContain(` ${address}`);
    }
    expect(await (await fetch(`${frontDoor}/hello`)).json()).toMatchObject({ greeting: 'hello!' });

    // Prepare: something to find again
    const { objects } = localClients(endpoint);
    const { Buckets } = await objects.send(new ListBucketsCommand());
    await objects.send(new PutObjectCommand({ Bucket: Buckets?.[0]?.Name, Key: 'kept', Body: 'kept' }));
    const family = cloud.family();
    expect(family.length).toBeGreaterThanOrEqual(3); // itself, the engine, a worker
    // Act
    cloud.process.kill('SIGINT');
    // Assess
    expect(await cloud.ended).toBe(0);
    await until('the end of all its processes', () => (family.some(isAlive) ? undefined : true));
    expect(existsSync(cloud.file)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  });

  it('finds everything again, packages and deploys nothing that has not changed, and reloads', async () => {
    // Act
    const cloud = begin();
    const { endpoint, frontDoor } = await cloud.ready();
    // Assess
    expect(cloud.said()).not.toMatch(/packaged|deployed/);
    expect(cloud.said()).toContain('nothing had changed');
    const { objects } = localClients(endpoint);
    const { Buckets } = await objects.send(new ListBucketsCommand());
    await objects.send(new HeadObjectCommand({ Bucket: Buckets?.[0]?.Name, Key: 'kept' }));
    expect(await (await fetch(`${frontDoor}/hello`)).json()).toMatchObject({ greeting: 'hello!' });
    await until("the function's log", () => (cloud.said().includes('greeting somebody') ? true : undefined));
  });

  it('says that it is already running when it is, and leaves the running one alone', async () => {
    // Act
    const second = begin();
    // Assess
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(/^The local cloud is already running: http:\S+ \(process \d+\)\.\n$/);
    expect(readRunning(second.file)?.pid).not.toBe(second.process.pid);
    expect(readRunning(second.file)).toBeDefined();
  });

  it('is not reset while it runs', () => {
    // Prepare
    const [, running] = begun;
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    // Act
    reset(join(project.home, 'state'), join(project.home, 'state.json'));
    // Assess
    expect(said).toHaveBeenCalledWith(
      expect.stringContaining(`process ${running?.process.pid}): stop it with Ctrl-C first`),
    );
    expect(process.exitCode).toBe(1);
    expect(existsSync(join(project.home, 'state'))).toBe(true);
    process.exitCode = undefined;
    said.mockRestore();
  });

  it('starts after it was killed, and ends on SIGTERM', async () => {
    // Prepare
    const [, killed] = begun;
    const orphans = killed?.family() ?? [];
    killed?.process.kill('SIGKILL');
    await killed?.ended;
    // Act
    const cloud = begin();
    await cloud.ready();
    cloud.process.kill('SIGTERM');
    // Assess
    expect(await cloud.ended).toBe(0);
    await until('the end of what it left', () => (orphans.some(isAlive) ? undefined : true));
  });

  it('says that the engine ended, with the end of its log, and ends too', async () => {
    // Prepare
    const cloud = begin();
    const { endpoint, frontDoor } = await cloud.ready();
    await fetch(`${frontDoor}/hello`);
    const family = cloud.family();
    const engine = childrenOf(cloud.process.pid ?? 0).filter((pid) => isAlive(-pid)); // it leads a group of its own
    expect(engine).toHaveLength(1);
    // Act
    appendFileSync(join(project.home, 'state', `engine-${new URL(endpoint).port}.log`), 'MemoryError: no more\n');
    for (const pid of engine) process.kill(pid, 'SIGKILL');
    // Assess
    expect(await cloud.ended).toBe(1);
    expect(cloud.said()).toMatch(
      /^The engine ended with SIGKILL\. Its log .*\nMemoryError: no more\n.*stopping\n.*stopped\n$/ms,
    );
    expect(cloud.said()).not.toMatch(/ at .*\.ts:\d+/);
    expect(existsSync(cloud.file)).toBe(false);
    await until('the end of all its processes', () => (family.some(isAlive) ? undefined : true));
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  });

  it('is empty after a reset', () => {
    // Prepare
    const said = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    // Act
    reset(join(project.home, 'state'), join(project.home, 'state.json'));
    // Assess
    expect(existsSync(join(project.home, 'state'))).toBe(false);
    expect(said).toHaveBeenCalledWith('The local cloud is empty now.\n');
    said.mockRestore();
  });
});

describe('a local cloud for measurements', () => {
  it('has the services alone that it is told to have', async () => {
    // Act
    const cloud = begin({ state: 'none', services: [] });
    const { frontDoor } = await cloud.ready();
    // Assess
    expect(cloud.said()).not.toMatch(/packaged|deployed/);
    expect((await fetch(`${frontDoor}/hello`)).status).toBe(404);
    cloud.process.kill('SIGINT');
    expect(await cloud.ended).toBe(0);
  });

  it('leaves running functions as they are when sources are saved, if it is told so', async () => {
    // Prepare
    const cloud = begin({ state: 'still', reload: false });
    const { frontDoor } = await cloud.ready();
    // Act
    project.write('services/hello/src/greeting.ts', "export const greeting: string = 'good morning';\n");
    await setTimeout(3000); // ten times what a reload takes
    // Assess
    expect(cloud.said()).not.toContain('reloaded');
    expect(await (await fetch(`${frontDoor}/hello`)).json()).toMatchObject({ greeting: 'hello!' });
    cloud.process.kill('SIGINT');
    expect(await cloud.ended).toBe(0);
  });
});

describe('npm start that cannot', () => {
  it.each(['port', 'frontDoorPort'])(
    'says in one line that the %s is taken, and leaves nothing behind',
    async (which) => {
      // Prepare
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const { port } = taken.address() as AddressInfo;
      // Act
      const cloud = begin({ [which]: port, state: which });
      // Assess
      expect(await cloud.ended).toBe(1);
      expect(cloud.said()).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use: .*PORT.*$`, 'm'));
      expect(cloud.said()).not.toMatch(/ at .*\.ts:\d+/); // no stack
      expect(existsSync(cloud.file)).toBe(false);
      await new Promise((resolve) => taken.close(resolve));
    },
  );

  it('tells what is wrong with a service, and leaves nothing behind', async () => {
    // Prepare
    project.write('services/hello/serverless.yml', `${helloConfiguration}surprise: true\n`);
    // Act
    const cloud = begin({ state: 'broken' });
    // Assess
    expect(await cloud.ended).toBe(1);
    expect(cloud.said()).toMatch(/^hello could not be packaged:\n.*surprise/ms);
    expect(cloud.said()).not.toMatch(/ at .*\.ts:\d+/);
    expect(existsSync(cloud.file)).toBe(false);
  });

  it('ends on Ctrl-C while it starts', async () => {
    // Prepare
    project.write('services/hello/serverless.yml', helloConfiguration.replace('GET /hello', 'GET /hello/there'));
    const cloud = begin({ state: 'interrupted' });
    await new Promise((resolve) => cloud.process.stdout?.once('data', resolve));
    const family = cloud.family();
    // Act
    cloud.process.kill('SIGINT');
    // Assess
    expect(await cloud.ended).toBe(0);
    await until('the end of all its processes', () => (family.some(isAlive) ? undefined : true));
    expect(cloud.said()).not.toMatch(/ready|Error/);
    expect(existsSync(cloud.file)).toBe(false);
  });
});

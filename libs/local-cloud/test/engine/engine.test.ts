import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type Engine, EngineDidNotStart, NotLoopback, PortTaken, startEngine } from '../../src/index.ts';
import { alive } from './support/alive.ts';
import { on } from './support/clients.ts';
import { inlineFunction } from './support/inline-function.ts';
import { invoke } from './support/invoke.ts';
import { listeningSockets, loopback } from './support/sockets.ts';
import { deploy } from './support/stack.ts';
import { streamedTable } from './support/streamed-table.ts';
import { temporaryFolders } from './support/temporary-folder.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolders();
const engines: Engine[] = [];

/** Stopped after the test, if the test does not do it. */
async function start(options: Parameters<typeof startEngine>[0] = {}) {
  const engine = await startEngine({ running: '', ...options });
  engines.push(engine);
  return { ...engine, pid: engine.pid ?? 0 };
}

afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));
jest.setTimeout(60_000);

const aboutItself = `exports.handler = async () => ({ pid: process.pid, node: process.version, env: process.env });`;

describe('an engine', () => {
  it('listens on 127.0.0.1 alone, on one port', async () => {
    const engine = await start();
    await deploy(engine, { resources: inlineFunction('itself', aboutItself) });
    await invoke(engine, 'itself');
    expect(listeningSockets(engine.pid)).toEqual([loopback(engine.port)]);
  });

  it('runs functions on Node 24, with nothing of the shell in their environment', async () => {
    process.env.SECRET_OF_THE_SHELL = 'hunter2';
    const engine = await start().finally(() => delete process.env.SECRET_OF_THE_SHELL);
    await deploy(engine, { resources: inlineFunction('itself', aboutItself) });
    const { node, env } = (await invoke(engine, 'itself')) as { node: string; env: Record<string, string> }; // see above
    expect(node).toMatch(/^v24\./);
    expect(env).not.toHaveProperty('SECRET_OF_THE_SHELL');
    expect(env.AWS_REGION).toBe('eu-central-1');
    expect(env.AWS_ENDPOINT_URL).toBe(engine.endpoint);
  });

  it('runs functions as CommonJS when its state lies in a package of ES modules, as ours does', async () => {
    const state = folder();
    writeFileSync(join(state, 'package.json'), '{ "type": "module" }');
    const engine = await start({ state });
    await deploy(engine, { resources: inlineFunction('itself', aboutItself) });
    expect(await invoke(engine, 'itself')).toHaveProperty('pid');
  });

  it('does not see what another one holds', async () => {
    const [one, other] = await Promise.all([start({ state: folder() }), start({ state: folder() })]);
    await deploy(one, streamedTable('mine'));
    const names = await Promise.all([tableNames(one), tableNames(other)]);
    expect(names).toEqual([['mine'], []]);
    expect(one.port).not.toBe(other.port);
  });

  it('leaves no process, no temporary folder and no complaint when it is stopped, also twice', async () => {
    // Prepare
    const before = temporaryStates(process.pid);
    const state = folder();
    const [engine, passing] = [await start({ state }), await start()];
    await deploy(engine, { resources: inlineFunction('itself', aboutItself) });
    const { pid: worker } = (await invoke(engine, 'itself')) as { pid: number }; // see above
    expect([alive(engine.pid), alive(worker)]).toEqual([true, true]);
    // Act
    await engine.stop();
    await engine.stop();
    await passing.stop();
    // Assess
    await until('the process group and the worker are gone', () => !alive(-engine.pid) && !alive(worker));
    expect(readdirSync(state).filter((name) => name.startsWith('tmp-'))).toEqual([]);
    expect(temporaryStates(process.pid)).toEqual(before);
    expect(readFileSync(join(state, `engine-${engine.port}.log`), 'utf8')).toBe('');
  });

  it('ends by itself, with its temporary state, when the process that started it is killed with -9', async () => {
    // Prepare
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'support/start-and-wait.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(parent, 'exit');
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string]; // one line of text
    const { pid } = JSON.parse(line) as { pid: number }; // written by start-and-wait.ts
    expect(alive(pid)).toBe(true);
    expect(temporaryStates(parent.pid ?? 0)).toHaveLength(1);
    // Act
    parent.kill('SIGKILL');
    await ended;
    // Assess
    await until('the engine is gone', () => !alive(-pid));
    expect(temporaryStates(parent.pid ?? 0)).toEqual([]);
  });
});

describe('starting an engine', () => {
  it('says which port is taken, and how to use what runs there', async () => {
    const before = temporaryStates(process.pid).length;
    const { port } = await start();
    const second = startEngine({ running: '', port });
    await expect(second).rejects.toThrow(PortTaken);
    await expect(second).rejects.toThrow(`AWS_ENDPOINT_URL=http://127.0.0.1:${port}`);
    expect(temporaryStates(process.pid)).toHaveLength(before + 1); // nothing is left of the second
  });

  it('refuses a state that another engine uses, and leaves that one alone', async () => {
    const state = folder();
    const first = await start({ state });
    const second = startEngine({ running: '', state });
    await expect(second).rejects.toThrow(EngineDidNotStart);
    await expect(second).rejects.toThrow(`another engine uses the state in ${state}`);
    await deploy(first, { resources: inlineFunction('itself', aboutItself) });
    expect(await invoke(first, 'itself')).toHaveProperty('pid'); // needs the temporary folder of the first
  });

  it('uses an emulator that runs under AWS_ENDPOINT_URL as it is, and leaves it running', async () => {
    const lines: string[] = [];
    const own = await start();
    const reused = await startEngine({ running: `${own.endpoint}/`, log: (line) => lines.push(line) });
    await reused.stop();
    expect(reused).toMatchObject({ endpoint: own.endpoint, port: own.port, pid: undefined, reused: true });
    expect(lines).toEqual([`using the emulator that runs at AWS_ENDPOINT_URL=${own.endpoint}/`]);
    expect(await tableNames(own)).toEqual([]);
  });

  it('starts one of its own, and says so, when nothing answers there', async () => {
    const lines: string[] = [];
    const gone = await start();
    await gone.stop();
    const engine = await start({ running: gone.endpoint, log: (line) => lines.push(line) });
    expect(engine.reused).toBe(false);
    expect(lines[0]).toBe(`nothing answers at AWS_ENDPOINT_URL=${gone.endpoint}: starting an engine`);
  });

  it.each([
    'https://dynamodb.eu-central-1.amazonaws.com',
    'http://192.168.0.9:4566',
    'http://127.0.0.1.evil.example',
    'x',
  ])('refuses %s as a running emulator', async (running) => {
    await expect(startEngine({ running })).rejects.toThrow(NotLoopback);
  });
});

async function tableNames(engine: { endpoint: string }) {
  const tables = new DynamoDBClient(on(engine));
  const { TableNames } = await tables.send(new ListTablesCommand());
  tables.destroy();
  return TableNames;
}

/** Temporary states of the engines that a process has started. */
const temporaryStates = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`local-cloud-${pid}-`));

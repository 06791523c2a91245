import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { NotInTime, poll, testEngine, TestRunError } from '../src/index.ts';
import { ask } from '../src/run/ask.ts';
import { startBroker } from '../src/run/broker.ts';
import { brokerVariable } from '../src/run/protocol.ts';
import { repository } from './checks/command.ts';

const answers = async (endpoint: string) => {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
};

/** What a broker says to a test that asks for its engine. */
const engineOf = async (broker: string) =>
  ((await (await fetch(`${broker}/engine`)).json()) as { address: { endpoint: string } }).address.endpoint; // as broker.ts answers

describe('a test run', () => {
  it('has one engine, however many ask for it, and ends it', async () => {
    // Prepare
    const broker = await startBroker(repository);
    // Act
    const endpoints = await Promise.all([engineOf(broker.url), engineOf(broker.url)]);
    const during = await answers(endpoints[0] ?? '');
    await broker.stop();
    // Assess
    expect(new Set(endpoints).size).toBe(1);
    expect(endpoints[0]).not.toBe((await testEngine()).endpoint);
    expect([during, await answers(endpoints[0] ?? '')]).toEqual([true, false]);
  });

  it('takes its engine along when it is killed', async () => {
    // Prepare
    const script = `
      const { startBroker } = await import('./libs/testing/src/run/broker.ts');
      const { url } = await startBroker(process.cwd());
      console.log((await (await fetch(url + '/engine')).json()).address.endpoint);`;
    const run = spawn('node', ['--input-type=module', '--eval', script], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const endpoint = String(await once(createInterface({ input: run.stdout }), 'line'));
    expect(await answers(endpoint)).toBe(true);
    // Act
    run.kill('SIGKILL');
    // Assess
    await poll('end of the engine', async () => !(await answers(endpoint)));
  });

  it('says how to start a test that runs outside of it', async () => {
    const { [brokerVariable]: broker } = process.env;
    delete process.env[brokerVariable];
    try {
      await expect(ask('engine')).rejects.toThrow(TestRunError);
    } finally {
      process.env[brokerVariable] = broker;
    }
  });

  it('gives names that no other test has', async () => {
    const engine = await testEngine();
    const names = [engine.unique('table'), engine.unique('table')];
    expect(names[0]).toMatch(/^run-table-[0-9a-f]{8}$/);
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('poll', () => {
  it('gives what came, after tries that failed or gave nothing', async () => {
    const tries: (() => unknown)[] = [
      () => {
        throw new Error('not there');
      },
      () => undefined,
      () => false,
      () => 0,
    ];
    expect(await poll('number', () => tries.shift()?.(), { every: 1 })).toBe(0);
  });

  it('gives up with what was missing and the last error', async () => {
    const failing = () => {
      throw new Error('not there');
    };
    const error: unknown = await poll('profile', failing, { within: 20, every: 1 }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(NotInTime);
    expect(error).toMatchObject({ message: 'No profile within 20 ms', cause: { message: 'not there' } });
  });
});

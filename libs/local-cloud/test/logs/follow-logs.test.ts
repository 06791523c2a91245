import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { localLogs } from '../../src/logs/client.ts';
import { followLogs } from '../../src/logs/follow-logs.ts';
import { LogTail } from '../../src/logs/tail.ts';
import { deployEcho } from '../front-door/deploy-echo.ts';
import { writeLines } from './write-lines.ts';
import { until } from '../support/until.ts';

jest.setTimeout(120_000);

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ running: '' });
});

afterAll(() => engine.stop());

const write = (functionName: string, stream: string, texts: string[], at = Date.now()) =>
  writeLines(engine.endpoint, { functionName, stream, at }, texts);

describe('following the logs of the real engine', () => {
  it('shows what a function prints, soon after it ends', async () => {
    // Prepare
    await deployEcho(engine.endpoint);
    const shown: string[] = [];
    const following = followLogs({ endpoint: engine.endpoint, write: (lines) => shown.push(lines), colour: false });
    try {
      // Act
      await fetch(`${engine.endpoint}/_aws/execute-api/echo/$default/echo/x`);
      const ended = Date.now();
      const text = await until('the line', () => shown.join('').includes('hello from') && shown.join(''));
      // Assess: 200 ms is the aim on an idle machine, and tests share theirs.
      expect(Date.now() - ended).toBeLessThan(5_000);
      expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} echo\/answer {19}.*hello from the function\n$/);
    } finally {
      following.stop();
    }
  });

  it('gives each line once, also of two that are alike and of one instant', async () => {
    const logs = localLogs(engine.endpoint);
    const tail = new LogTail(logs, Date.now() - 60_000);
    await tail.poll();
    const at = Date.now();
    await write('users-local-twins', 'one', ['same', 'same'], at);
    expect((await tail.poll()).map(({ text }) => text)).toEqual(['same', 'same']);
    await write('users-local-twins', 'two', ['same'], at);
    expect((await tail.poll()).map(({ text }) => text)).toEqual(['same']);
    expect(await tail.poll()).toEqual([]);
    logs.destroy();
  });

  it('misses no line that is stored after a later one', async () => {
    const logs = localLogs(engine.endpoint);
    const tail = new LogTail(logs, Date.now() - 60_000);
    const at = Date.now();
    await tail.poll();
    await write('users-local-late', 'one', ['later'], at);
    expect(await tail.poll()).toMatchObject([{ text: 'later' }]);
    await write('users-local-late', 'two', ['earlier'], at - 500);
    expect(await tail.poll()).toMatchObject([{ functionName: 'users-local-late', text: 'earlier', at: at - 500 }]);
    logs.destroy();
  });

  it('puts the lines of several functions in the order of time, and leaves out what is older than asked', async () => {
    const logs = localLogs(engine.endpoint);
    const now = Date.now();
    await write('users-local-order', 'one', ['old'], now - 50_000);
    await write('users-local-order', 'one', ['third'], now - 10);
    await write('images-local-order', 'one', ['second'], now - 20);
    await write('users-local-order', 'two', ['first'], now - 30);
    const lines = await new LogTail(logs, now - 40_000).poll();
    const ours = lines.filter(({ functionName }) => functionName.endsWith('-order'));
    expect(ours.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
    logs.destroy();
  });

  it('writes no more after the stop, and ends while the engine is away', async () => {
    const shown: string[] = [];
    const following = followLogs({ endpoint: 'http://127.0.0.1:9', write: (lines) => shown.push(lines) });
    following.stop();
    const stopped = followLogs({ endpoint: engine.endpoint, write: (lines) => shown.push(lines), every: 10 });
    stopped.stop();
    await write('users-local-stopped', 'one', ['nobody sees this']);
    const logs = localLogs(engine.endpoint);
    await until('the line is there', async () => {
      const lines = await new LogTail(logs, Date.now() - 10_000).poll();
      return lines.some(({ text }) => text === 'nobody sees this');
    });
    expect(shown).toEqual([]);
    logs.destroy();
  });
});

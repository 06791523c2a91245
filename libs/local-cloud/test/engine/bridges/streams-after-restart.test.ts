import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type EngineOptions, startEngine } from '../../../src/index.ts';
import { logLines } from '../support/log-lines.ts';
import { deploy } from '../support/stack.ts';
import { put, streamedTable } from '../support/streamed-table.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const folder = temporaryFolders();
jest.setTimeout(60_000);

const arrived = (engine: Engine, table: string, id: string) =>
  until(`${id} of ${table} arrives`, async () => (await logLines(engine, table)).includes(`got ${id}`));

/** Two runs of an engine on one state, with something done while it stands still. */
async function restarted<T>(
  options: EngineOptions,
  before: (engine: Engine) => Promise<unknown>,
  after: (engine: Engine) => Promise<T>,
  between: (state: string) => void = () => {},
): Promise<T> {
  const state = folder();
  for (const act of [before, after]) {
    const engine = await startEngine({ running: '', state, ...options });
    try {
      const result = await act(engine);
      if (act === after) return result as T; // `after`'s own
    } finally {
      await engine.stop();
    }
    between(state);
  }
  throw new Error('not reached: the second run returns');
}

/** Two tables: of one the function has read the first item, of the other nobody has read anything. */
const oneReadOneNot = async (engine: Engine) => {
  await deploy(engine, streamedTable('read'), 'read');
  await deploy(engine, streamedTable('unread', { read: false }), 'unread');
  await put(engine, 'unread', '1');
  await put(engine, 'read', '1');
  await arrived(engine, 'read', '1');
};

/** Writes to the first, then to the other, which is read from now on: when that record has come, the first's had its turn. */
const anotherWritten = async (engine: Engine) => {
  await put(engine, 'read', '2');
  await put(engine, 'unread', '2');
  await deploy(engine, streamedTable('unread'), 'unread');
  await arrived(engine, 'unread', '2');
  return { read: await logLines(engine, 'read'), unread: await logLines(engine, 'unread') };
};

describe('a stream after a restart', () => {
  it('is silent, and has lost what nobody had read, on the untouched engine: still to be mended', async () => {
    expect(await restarted({ bridges: [] }, oneReadOneNot, anotherWritten)).toEqual({
      read: ['got 1'],
      unread: ['got 2'],
    });
  });

  it('goes on when mended, with nothing lost and nothing twice', async () => {
    expect(await restarted({}, oneReadOneNot, anotherWritten)).toEqual({
      read: ['got 1', 'got 2'],
      unread: ['got 1', 'got 2'],
    });
  });

  it('goes on from the end when a position was saved that lies beyond it', async () => {
    const forward = (state: string) => {
      const file = join(state, 'lambda.json');
      const saved = JSON.parse(readFileSync(file, 'utf8')) as Record<'payload', Record<string, { data: object }>>; // the engine's format
      const positions = saved.payload.dynamodb_stream_positions;
      if (!positions) throw new Error('no positions were saved');
      positions.data = Object.fromEntries(Object.keys(positions.data).map((key) => [key, 1000]));
      writeFileSync(file, JSON.stringify(saved));
    };
    const { read } = await restarted({}, oneReadOneNot, anotherWritten, forward);
    expect(read).toContain('got 2');
  });
});

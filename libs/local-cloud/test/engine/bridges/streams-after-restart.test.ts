import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type EngineOptions, startEngine } from '../../../src/index.ts';
import { logLines } from '../support/log-lines.ts';
import { deploy } from '../support/stack.ts';
import { put, streamedTable } from '../support/streamed-table.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolders();

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

const oneRead = async (engine: Engine) => {
  await deploy(engine, streamedTable('before'));
  await put(engine, 'before', '1');
  await arrived(engine, 'before', '1');
};

/** Writes to the old table, then to a new one: when the latter's record has come, the former's had its turn. */
const anotherWritten = async (engine: Engine) => {
  await deploy(engine, streamedTable('after'), 'after');
  await put(engine, 'before', '2');
  await put(engine, 'after', '1');
  await arrived(engine, 'after', '1');
  return (await logLines(engine, 'before')).filter((line) => line.startsWith('got'));
};

const oneUnread = async (engine: Engine) => {
  await deploy(engine, streamedTable('before', { read: false }));
  await put(engine, 'before', 'unread');
};

const readAfterwards = async (engine: Engine) => {
  await deploy(engine, streamedTable('before'));
  await put(engine, 'before', '2');
  await arrived(engine, 'before', '2');
  return logLines(engine, 'before');
};

describe('a stream after a restart', () => {
  it('stays silent on the untouched engine: still to be mended', async () => {
    expect(await restarted({ bridges: [] }, oneRead, anotherWritten)).toEqual(['got 1']);
  }, 30_000);

  it('goes on when mended, and nothing comes twice', async () => {
    expect(await restarted({}, oneRead, anotherWritten)).toEqual(['got 1', 'got 2']);
  }, 30_000);

  it('has lost what was not read before on the untouched engine: still to be mended', async () => {
    expect(await restarted({ bridges: [] }, oneUnread, readAfterwards)).toEqual(['got 2']);
  }, 30_000);

  it('still holds what was not read before when mended', async () => {
    expect(await restarted({}, oneUnread, readAfterwards)).toEqual(['got unread', 'got 2']);
  }, 30_000);

  it('goes on from the end when a position was saved that lies beyond it', async () => {
    const forward = (state: string) => {
      const file = join(state, 'lambda.json');
      const saved = JSON.parse(readFileSync(file, 'utf8')) as Record<'payload', Record<string, { data: object }>>; // the engine's format
      const positions = saved.payload.dynamodb_stream_positions;
      if (!positions) throw new Error('no positions were saved');
      positions.data = Object.fromEntries(Object.keys(positions.data).map((key) => [key, 1000]));
      writeFileSync(file, JSON.stringify(saved));
    };
    expect(await restarted({}, oneRead, anotherWritten, forward)).toContain('got 2');
  }, 30_000);
});

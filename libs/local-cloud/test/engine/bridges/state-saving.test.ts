import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../../src/index.ts';
import { on } from '../support/clients.ts';
import { deploy } from '../support/stack.ts';
import { put, streamedTable } from '../support/streamed-table.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const folder = temporaryFolders();
jest.setTimeout(60_000);

const written = (state: string) => {
  const file = join(state, 'dynamodb.json');
  return existsSync(file) && readFileSync(file, 'utf8').includes('precious');
};

/** Writes an item, ends the engine the given way, and says what the next one on this state finds. */
async function itemAfter(end: (engine: Engine, state: string) => Promise<void>, bridges?: string[]) {
  const state = folder();
  const options = { running: '', state, saveSeconds: 0.2, ...(bridges && { bridges }) };
  const first = await startEngine(options);
  await deploy(first, streamedTable('kept'));
  await put(first, 'kept', 'precious');
  await end(first, state);
  const second = await startEngine(options);
  const tables = new DynamoDBClient(on(second));
  try {
    const { Item } = await tables.send(new GetItemCommand({ TableName: 'kept', Key: { id: { S: 'precious' } } }));
    return Item?.id?.S ?? 'nothing';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  } finally {
    tables.destroy();
    await second.stop();
  }
}

const kill = async (engine: Engine) => {
  process.kill(engine.pid ?? 0, 'SIGKILL');
  await engine.stop();
};

describe('the state of an engine', () => {
  it('survives a stop', async () => {
    expect(await itemAfter((engine) => engine.stop())).toBe('precious');
  });

  it('is lost by kill -9 on the untouched engine: still to be mended', async () => {
    expect(await itemAfter(kill, [])).toBe('ResourceNotFoundException');
  });

  it('survives kill -9 when mended', async () => {
    const killWhenSaved = async (engine: Engine, state: string) => {
      await until('the item is in a saved file', () => written(state));
      await kill(engine);
    };
    expect(await itemAfter(killWhenSaved)).toBe('precious');
  });
});

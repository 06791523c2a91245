import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { poll } from '@libs/testing';
import { sockets } from '../../src/adapters/sockets.ts';
import type { Connection } from '../../src/data/connections.ts';
import { tell } from '../../src/live/tell.ts';
import { devices } from './devices.ts';

const { stranger } = devices();

const PONG = { type: 'pong' } as const;
const LONG_AGO = 0;

const connection = (connectionId: string, openedAt = LONG_AGO): Connection => ({ connectionId, openedAt });
const several = (count: number): Connection[] => Array.from({ length: count }, (_, index) => connection(`${index}`));

/** Notes what is removed, and posts as the test says. */
function world(post: (connectionId: string) => Promise<boolean>) {
  const removed: string[] = [];
  const store = {
    open: async () => [],
    of: async () => [],
    remove: async (_: string, ids: readonly string[]) => void removed.push(...ids),
  };
  return { removed, run: async (open: readonly Connection[]) => tell('ada', open, PONG, { ...sockets, post }, store) };
}

describe('a message to many connections', () => {
  it('is posted to at most 50 at once', async () => {
    // Prepare
    let [now, most] = [0, 0];
    const { run } = world(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return true;
    });
    // Act
    const { told } = await run(several(500));
    // Assess
    expect(told).toHaveLength(500);
    expect(most).toBe(50);
  });

  it('does not wait for one that hangs, save at its end', async () => {
    // Prepare
    const slow = Promise.withResolvers<boolean>();
    const posted: string[] = [];
    const { run } = world(async (id) => {
      posted.push(id);
      return id === '0' ? slow.promise : true;
    });
    // Act
    const running = run(several(200));
    await poll('all others', async () => posted.length === 200);
    slow.reject(new Error('time-out'));
    const { told, failed } = await running;
    // Assess
    expect(told).toHaveLength(199);
    expect(failed).toEqual([{ connectionId: '0', error: new Error('time-out') }]);
  });

  it('forgets those that are gone, and those alone', async () => {
    // Prepare
    const { run, removed } = world(async (id) => {
      if (id === '2') throw new Error('broken');
      return id !== '1';
    });
    // Act
    const { gone } = await run(several(4));
    // Assess
    expect([gone, removed]).toEqual([['1'], ['1']]);
  });

  it('does not forget one that may still be opening', async () => {
    // Prepare
    const { run, removed } = world(async () => false);
    // Act
    const { gone } = await run([connection('new', Date.now() - 30_000), connection('old', Date.now() - 61_000)]);
    // Assess
    expect([gone.toSorted(), removed]).toEqual([['new', 'old'], ['old']]);
  });

  it('reaches 500 real sockets, each once, while 20 of them close', async () => {
    // Prepare
    const all = [];
    for (let batch = 0; batch < 20; batch++) all.push(...(await Promise.all(Array.from({ length: 25 }, stranger))));
    const leaving = all.slice(100, 120);
    const message = { type: 'image', imageId: randomUUID(), state: 'ready' } as const;
    const open = all.map(({ connectionId }) => connection(connectionId));
    const { removed } = world(async () => true);
    const store = {
      open: async () => [],
      of: async () => [],
      remove: async (_: string, ids: readonly string[]) => void removed.push(...ids),
    };
    // Act
    const startedAt = performance.now();
    const [{ told, gone, failed }] = await Promise.all([
      tell('ada', open, message, sockets, store),
      ...leaving.map(async ({ close }) => close()),
    ]);
    const took = Math.round(performance.now() - startedAt);
    // Assess
    const staying = all.filter((device) => !leaving.includes(device));
    await poll('the last one', async () => staying.every(({ texts }) => texts.length > 0));
    expect(staying.map(({ texts }) => texts.length)).toEqual(staying.map(() => 1));
    expect([told.length + gone.length, failed]).toEqual([500, []]);
    expect(removed.toSorted()).toEqual(gone.toSorted());
    process.stdout.write(`500 connections: ${took} ms, ${gone.length} of 20 found gone\n`);
  });
});

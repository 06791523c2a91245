import { tick } from '../../src/due/tick.ts';
import { scene } from '../scene.ts';

const NOW = '2026-11-21T10:00:30.000Z';

/** The shards to which a tick sends a message. */
async function walked(shards: number, places: readonly number[]): Promise<number[]> {
  const { stores } = scene(NOW);
  for (const shard of places) {
    await stores.positions.save({ shard, walk: 'hand-out', minute: '' }, { minute: '2026-11-21T10:00' });
    await stores.positions.save({ shard, walk: 'check', minute: '' }, { minute: '2026-11-21T09:55' });
  }
  const sent: number[] = [];
  await tick(shards, stores.positions, { send: async (all) => void sent.push(...all) });
  return sent.toSorted((a, b) => a - b);
}

it('has each shard walked once', async () => {
  expect(await walked(4, [0, 1, 2, 3])).toEqual([0, 1, 2, 3]);
});

it('has those walked that are new when the number is made larger', async () => {
  expect(await walked(4, [0, 1])).toEqual([0, 1, 2, 3]);
});

it('has those still walked that are filled no more when the number is made smaller', async () => {
  expect(await walked(2, [0, 1, 2, 3])).toEqual([0, 1, 2, 3]);
});

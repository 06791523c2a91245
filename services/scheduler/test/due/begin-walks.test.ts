import { beginWalks } from '../../src/due/begin-walks.ts';
import { scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:30.000Z';

it('has what was written hours before the first tick found by it', async () => {
  const { handOut, sent, store, stores, at } = scene(NOW);
  const schedule = planned({ now: new Date(NOW), when: { at: '2026-11-21T10:05:00Z' } });
  await store(schedule);
  await beginWalks(new Map([[0, '2026-11-21T09:59']]), stores.positions, new Set());
  at('2026-11-21T15:00:30.000Z');
  await handOut();
  expect(sent).toMatchObject([{ scheduleId: schedule.scheduleId }]);
});

it('leaves a shard alone that is walked already', async () => {
  const { handOut, stores } = scene(NOW);
  await handOut();
  const before = await stores.positions.find(0, 'check');
  await beginWalks(new Map([[0, '2026-11-21T08:00']]), stores.positions, new Set());
  expect(await stores.positions.find(0, 'check')).toEqual(before);
});

it('asks once a process', async () => {
  const { stores } = scene(NOW);
  const known = new Set<number>();
  const written = new Map([[3, '2026-11-21T09:59']]);
  await beginWalks(written, stores.positions, known);
  expect(await stores.positions.shards()).toEqual([3]);
  const closed = { save: async () => Promise.reject(new Error('asked again')) };
  await expect(beginWalks(written, closed, known)).resolves.toBeUndefined();
});

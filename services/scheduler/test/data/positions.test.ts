import { cut, type FaultyProxy, faultyProxy, refuse } from '@libs/testing';
import { PositionEntity } from '../../src/data/entities/position.ts';
import { type Position, positions } from '../../src/data/positions.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterAll(() => proxy.stop());

const fresh = (shard: number): Position => ({ shard, walk: 'hand-out', minute: '2026-11-21T10:00' });

it('is not there before the first walk', async () => {
  expect(await positions.find(1000, 'hand-out')).toBeUndefined();
});

it('is where it was stored, with the page that comes next', async () => {
  const saved = await positions.save(fresh(0), { minute: '2026-11-21T10:01', cursor: 'next' });
  expect(await positions.find(0, 'hand-out')).toEqual(saved);
  expect(saved).toMatchObject({ shard: 0, walk: 'hand-out', minute: '2026-11-21T10:01', cursor: 'next' });
  const then = await positions.save(saved as Position, { minute: '2026-11-21T10:02' });
  expect((await positions.find(0, 'hand-out'))?.cursor).toBeUndefined();
  expect(then).toMatchObject({ minute: '2026-11-21T10:02' });
});

it('is apart for the two walks', async () => {
  await positions.save(fresh(1), { minute: '2026-11-21T10:01' });
  await positions.save({ ...fresh(1), walk: 'check' }, { minute: '2026-11-21T09:55' });
  expect(await positions.find(1, 'hand-out')).toMatchObject({ minute: '2026-11-21T10:01' });
  expect(await positions.find(1, 'check')).toMatchObject({ minute: '2026-11-21T09:55' });
});

it('is stored by one of two workers, also when both are the first', async () => {
  const first = await Promise.all([1, 2].map(async (n) => positions.save(fresh(2), { minute: `2026-11-21T10:0${n}` })));
  expect(first.filter((saved) => saved !== undefined)).toHaveLength(1);
  const at = (await positions.find(2, 'hand-out')) as Position;
  const second = await Promise.all([5, 6].map(async (n) => positions.save(at, { minute: `2026-11-21T10:0${n}` })));
  expect(second.filter((saved) => saved !== undefined)).toHaveLength(1);
});

it('is known to be stored by whom the answer did not reach', async () => {
  proxy.inject('DynamoDB.PutItem', cut('after'), { times: 1 });
  const saved = await positions.save(fresh(3), { minute: '2026-11-21T10:01' });
  expect(await positions.find(3, 'hand-out')).toEqual(saved);
});

it('tells which shards were ever walked', async () => {
  await positions.save(fresh(17), { minute: '2026-11-21T10:01' });
  await positions.save({ ...fresh(17), walk: 'check' }, { minute: '2026-11-21T10:01' });
  const all = await positions.shards();
  expect(all.filter((shard) => shard === 17)).toEqual([17]);
});

it('lies in another partition for each shard: each takes its thousand writes a second', () => {
  const keys = [0, 1].map((shard) => PositionEntity.get({ shard, walk: 'check' }).params<{ Key: { pk: string } }>());
  expect(new Set(keys.map(({ Key }) => Key.pk)).size).toBe(2);
});

it('is stored for no shard that is not told as walked, whoever dies in between', async () => {
  proxy.inject('DynamoDB.PutItem', refuse('ValidationException', 'not now'), { after: 1, times: 1 });
  await expect(positions.save(fresh(18), { minute: '2026-11-21T10:01' })).rejects.toThrow('not now');
  expect(await positions.find(18, 'hand-out')).toBeUndefined();
  expect(await positions.shards()).toContain(18);
});

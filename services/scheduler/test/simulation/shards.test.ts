import { randomUUID } from 'node:crypto';
import { settledIn } from '../../src/data/changes.ts';
import { SECOND } from '../../src/domain/times.ts';
import { planned } from '../schedules.ts';
import { wrongs } from './assess.ts';
import { CALM, chaos } from './chaos.ts';
import { memoryStores } from './memory-stores.ts';
import { World } from './world.ts';

const START = new Date('2026-11-21T10:00:10.000Z');
const HOUR = 3_600_000;

it.each([
  ['larger', 2, 8],
  ['smaller', 8, 2],
])('fires everything at its time when the number of shards is made %s', async (_, before, after) => {
  // Prepare: a third each of what is due each minute, each hour, and once after the change.
  process.env['DUE_SHARDS'] = String(before);
  const world = new World({ start: START, shards: before }, (of) => memoryStores(() => of.now), chaos(7, CALM));
  const whens = [
    { cron: '* * * * *', timeZone: 'UTC' },
    { cron: '30 * * * *', timeZone: 'UTC' },
    { at: '2026-11-21T12:10:05Z' },
  ];
  for (const when of [...whens, ...whens, ...whens, ...whens]) {
    const schedule = { ...planned({ now: START, when }), scheduleId: randomUUID() };
    world.plan(START.getTime(), async ({ schedules }) => void (await schedules.create(schedule)));
  }
  world.plan(START.getTime() + HOUR, async () => {
    process.env['DUE_SHARDS'] = String(after);
    world.shards = after;
  });
  // Act
  await world.runUntil(START.getTime() + 2.5 * HOUR);
  // Assess
  expect(wrongs(world, world.now - 20 * SECOND)).toEqual([]);
  const settled = world.changes.flatMap(settledIn);
  expect(settled.filter(({ plannedAt, settledAt }) => plannedAt !== settledAt)).toEqual([]);
  expect(settled.length).toBe(4 * (150 + 3 + 1));
});

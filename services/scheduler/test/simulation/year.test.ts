import { newSchedule } from '../../src/domain/new-schedule.ts';
import type { When } from '../../src/contract/schedule.ts';
import { spansOf, wrongs } from './assess.ts';
import { CALM, chaos } from './chaos.ts';
import { memoryStores } from './memory-stores.ts';
import { World } from './world.ts';

const OWNER = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const HOURLY = '0199f3c2-7a10-7b1c-8f2e-5d6c7b8a9f01';
const MONTHLY = '0199f3c2-7a10-7b1c-8f2e-5d6c7b8a9f02';
const START = new Date('2026-01-01T00:00:00.000Z');
const END = Date.parse('2027-01-01T00:00:30.000Z');

process.env['DUE_SHARDS'] = '1';

const planOf = (scheduleId: string, when: When) =>
  newSchedule(
    { ownerId: OWNER, scheduleId, requestedBy: undefined },
    { when, misfire: 'skip', action: { type: 'notify', title: 'Tea', body: '', category: 'schedules' } },
    START,
  );

it('fires every occurrence of a year at its time, and nothing else', async () => {
  // Prepare
  const world = new World(
    { start: START, shards: 1, ticks: 'when-due' },
    ({ clock }) => memoryStores(() => clock().getTime()),
    chaos(1, CALM),
  );
  world.plan(START.getTime(), async ({ schedules }) => {
    await schedules.create(planOf(HOURLY, { every: 'PT1H', timeZone: 'Europe/Berlin' }));
    await schedules.create(planOf(MONTHLY, { cron: '30 9 1 * *', timeZone: 'Europe/Berlin' }));
  });
  // Act
  const t = performance.now();
  await world.runUntil(END);
  console.log(performance.now() - t);
  // Assess
  expect(wrongs(world, END - 30_000)).toEqual([]);
  console.log(spansOf(world.changes).map(({ settled }) => settled.length));
});

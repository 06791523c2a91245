import type { When } from '../../src/contract/schedule.ts';
import { settledIn } from '../../src/data/changes.ts';
import { OccurrenceEntity } from '../../src/data/entities/occurrence.ts';
import { newSchedule } from '../../src/domain/new-schedule.ts';
import type { Plan } from '../../src/domain/schedule.ts';
import { ownTable } from '../store.ts';
import { CALM, chaos } from './chaos.ts';
import { memoryStores } from './memory-stores.ts';
import type { Stores } from './stores.ts';
import { tableStores } from './table-stores.ts';
import { World } from './world.ts';

const OWNER = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const HOURLY = '0199f3c2-7a10-7b1c-8f2e-5d6c7b8a9f01';
const MONTHLY = '0199f3c2-7a10-7b1c-8f2e-5d6c7b8a9f02';
const HOUR = 3_600_000;
/** An hour has 60 minutes to be walked in each. */
const SHARDS = 1;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const END = Date.parse('2027-01-01T00:00:30.000Z');

/** Half past nine in Berlin, on the first of each month: an hour earlier by UTC from April to October. */
const FIRSTS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(2026, month, 1, month >= 3 && month <= 9 ? 7 : 8, 30)).toISOString(),
);

ownTable();
beforeAll(() => {
  process.env['DUE_SHARDS'] = String(SHARDS);
});

/** Lives through the year; gives the times at which each schedule fired, which all have to be its planned ones, as the events tell them. */
async function yearOf(
  plans: readonly (Pick<Plan, 'startsAt' | 'endsAt'> & { readonly scheduleId: string; readonly when: When })[],
  storesOf: (world: World) => Stores,
) {
  const world = new World({ start: new Date(START), shards: SHARDS, ticks: 'when-due' }, storesOf, chaos(1, CALM));
  for (const { scheduleId, ...plan } of plans) {
    const action = { type: 'notify', title: 'Tea', body: '', category: 'schedules' } as const;
    world.plan(START, async ({ schedules }) => {
      const ref = { ownerId: OWNER, scheduleId, requestedBy: undefined };
      await schedules.create(newSchedule(ref, { ...plan, misfire: 'skip', action }, new Date(START)));
    });
  }
  await world.runUntil(END);
  const fired = world.changes.flatMap(settledIn);
  return {
    /** Those that did not fire at the very millisecond. */
    late: fired.filter(({ plannedAt, settledAt }) => plannedAt !== settledAt),
    firedOf: (scheduleId: string) =>
      fired.filter(({ occurrenceId }) => occurrenceId.startsWith(scheduleId)).map(({ plannedAt }) => plannedAt),
    told: world.told.map(({ occurrenceId }) => occurrenceId),
    occurrenceIds: fired.map(({ occurrenceId }) => occurrenceId),
  };
}

/** Each full hour after `from`, up to `to`. */
const hours = (from: number, to: number): string[] =>
  Array.from({ length: Math.floor((to - from) / HOUR) }, (_, hour) => new Date(from + (hour + 1) * HOUR).toISOString());

it('fires each of the 8,760 hours and 12 months of a year once, at its millisecond', async () => {
  // Prepare
  const hourly = { scheduleId: HOURLY, when: { every: 'PT1H', timeZone: 'Europe/Berlin' } };
  const monthly = { scheduleId: MONTHLY, when: { cron: '30 9 1 * *', timeZone: 'Europe/Berlin' } };
  // Act
  const year = await yearOf([hourly, monthly], (world) => memoryStores(() => world.now));
  // Assess
  expect(year.firedOf(HOURLY)).toEqual(hours(START, END));
  expect(year.firedOf(HOURLY)).toHaveLength(8760);
  expect(year.firedOf(MONTHLY)).toEqual(FIRSTS);
  expect(year.late).toEqual([]);
  expect(year.told).toEqual(year.occurrenceIds);
}, 180_000);

it('does so on the real table: the months, and the hours around the changes of the clock', async () => {
  // Prepare
  const spring = { scheduleId: HOURLY, startsAt: '2026-03-28T00:00:00.000Z', endsAt: '2026-03-30T00:00:00.000Z' };
  const autumn = { scheduleId: OWNER, startsAt: '2026-10-24T00:00:00.000Z', endsAt: '2026-10-26T00:00:00.000Z' };
  const monthly = { scheduleId: MONTHLY, when: { cron: '30 9 1 * *', timeZone: 'Europe/Berlin' } };
  const cron = { cron: '0 * * * *', timeZone: 'Europe/Berlin' };
  // Act
  const year = await yearOf([{ ...spring, when: cron }, { ...autumn, when: cron }, monthly], (world) =>
    tableStores(world.clock),
  );
  // Assess: of the hour that the clock shows twice the first one counts.
  const begin = Date.parse(spring.startsAt) - HOUR;
  expect(year.firedOf(HOURLY)).toEqual(hours(begin, Date.parse(spring.endsAt)));
  expect(year.firedOf(OWNER)).toEqual(
    hours(Date.parse(autumn.startsAt) - HOUR, Date.parse(autumn.endsAt)).filter(
      (at) => at !== '2026-10-25T01:00:00.000Z',
    ),
  );
  expect(year.firedOf(MONTHLY)).toEqual(FIRSTS);
  expect(year.late).toEqual([]);
  const { data } = await OccurrenceEntity.query.one({ ownerId: OWNER }).go({ pages: 'all' });
  expect(data.map(({ occurrenceId }) => occurrenceId).toSorted()).toEqual(year.occurrenceIds.toSorted());
}, 180_000);

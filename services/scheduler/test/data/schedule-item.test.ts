import { type ScheduleItem, scheduleItem } from '../../src/data/schedule-item.ts';
import { toSchedule } from '../../src/data/to-schedule.ts';
import { pause } from '../../src/domain/pause.ts';
import { runNow } from '../../src/domain/run-now.ts';
import { settle } from '../../src/domain/settle.ts';
import { finish, planned } from '../schedules.ts';

const NOW = new Date('2026-11-21T09:30:00.000Z');
const DUE = new Date('2026-11-21T10:00:00.000Z');
const fresh = planned({ now: NOW });
const fired = settle(fresh, DUE);

beforeAll(() => {
  process.env['DUE_SHARDS'] = '4';
});

it.each([
  ['is new', fresh],
  ['has fired', fired],
  ['was run now after it had fired', runNow(fired, DUE)],
  ['was run now and never fired', runNow(fresh, NOW)],
  ['is paused after it has fired', pause(fired, DUE)],
  ['is finished', finish(fresh)],
])('gives the state of a schedule back that %s', (_, schedule) => {
  const stored = scheduleItem(schedule) as unknown as ScheduleItem;
  // What is undefined is not there.
  expect(toSchedule(stored)).toEqual(schedule);
});

it('says once up to when all is settled', () => {
  expect(scheduleItem(fired)).not.toHaveProperty('settledUpTo');
  expect(scheduleItem(pause(fired, DUE)).settledUpTo).toBe(DUE.toISOString());
});

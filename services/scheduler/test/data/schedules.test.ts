import { randomUUID } from 'node:crypto';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { owners } from '../../src/data/owners.ts';
import { scheduleItem } from '../../src/data/schedule-item.ts';
import { schedules } from '../../src/data/schedules.ts';
import { change } from '../../src/domain/change.ts';
import { dueShardOf } from '../../src/domain/due-shard.ts';
import { pause } from '../../src/domain/pause.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { finish, planned, stored } from '../schedules.ts';
import { ownTable } from '../store.ts';

ownTable();

const itemOf = async ({ ownerId, scheduleId }: Schedule) =>
  (await ScheduleEntity.get({ ownerId, scheduleId }).go({ consistent: true, data: 'includeKeys' })).data;

/** What is counted of a person. */
const counted = async (ownerId: string) =>
  (await OwnerEntity.get({ ownerId }).go({ consistent: true })).data?.schedules ?? 0;

/** So many of one person, each an hour. */
async function storedFor(ownerId: string, count: number): Promise<Schedule[]> {
  const made: Schedule[] = [];
  for (let i = 0; i < count; i++) made.push(await stored({ ownerId }));
  return made;
}

describe('a schedule', () => {
  it('comes back as it was stored, in each of its states', async () => {
    const schedule = await stored({ startsAt: '2020-01-01T00:00:00Z', maxOccurrences: 9 });
    expect(await schedules.get(schedule)).toEqual(schedule);
    const states = [pause(schedule, new Date()), finish({ ...schedule, version: 2 })];
    for (const state of states) {
      expect(await schedules.save(state)).toBe(true);
      expect(JSON.parse(JSON.stringify(await schedules.get(schedule)))).toEqual(JSON.parse(JSON.stringify(state)));
    }
  });

  it('is in the due index while it is active, and in its minute and shard', async () => {
    const schedule = await stored();
    const { nextAt = '', scheduleId } = schedule;
    const minute = nextAt.slice(0, 16);
    expect(await itemOf(schedule)).toMatchObject({
      wakeAt: nextAt,
      wakeMinute: minute,
      shard: dueShardOf(scheduleId, 4),
      gsi1pk: expect.stringContaining(minute.toLowerCase()) as string,
    });
    await schedules.save(pause(schedule, new Date()));
    const paused = await itemOf(schedule);
    for (const key of ['gsi1pk', 'gsi1sk', 'wakeAt', 'wakeMinute', 'shard']) expect(paused).not.toHaveProperty(key);
  });

  it('goes with time, 30 days after it has finished', async () => {
    const finished = finish(await stored());
    await schedules.save(finished);
    expect(await itemOf(finished)).toMatchObject({
      expiresAt: Math.floor(Date.parse(finished.updatedAt) / 1000) + 30 * 24 * 60 * 60,
    });
  });

  it('is gone for people when its time is over, though it is still in the table', async () => {
    const schedule = await stored({ now: new Date('2026-01-01T00:00:00Z') });
    await schedules.save(finish(schedule));
    await expect(schedules.get(schedule)).rejects.toMatchObject({ type: 'schedule-not-found' });
    expect((await schedules.list(schedule.ownerId, {})).items).toEqual([]);
  });
});

describe('save', () => {
  it('stores the next version once, whoever comes with it', async () => {
    const schedule = await stored();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, async () => schedules.save(runNow(schedule, new Date()))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await schedules.get(schedule)).toMatchObject({ version: 2 });
  });

  it('brings nothing back that was removed', async () => {
    const schedule = await stored();
    await schedules.remove(schedule);
    expect(await schedules.save(runNow(schedule, new Date()))).toBe(false);
    expect(await schedules.find(schedule)).toBeUndefined();
  });

  it.each([
    ['a next state', async (before: Schedule) => schedules.save(runNow(before, new Date()))],
    ['a new plan after it had finished', async (before: Schedule) => schedules.create({ ...before, version: 2 })],
  ])('does not store %s of one that was deleted, over one that was made again under its id', async (_, write) => {
    const before = await stored();
    await schedules.remove(before);
    const again = { ...before, createdAt: new Date(Date.parse(before.createdAt) + 1).toISOString() };
    await schedules.create(again);
    await Promise.allSettled([write(before)]);
    expect(await schedules.get(before)).toEqual(again);
  });
});

describe('change', () => {
  it('asks the rule again for each state that it finds', async () => {
    const schedule = await stored();
    await Promise.all(
      Array.from({ length: 3 }, async () => schedules.change(schedule, {}, (before) => runNow(before, new Date()))),
    );
    expect(await schedules.get(schedule)).toMatchObject({ version: 4 });
  });

  it('writes nothing when there is nothing to change', async () => {
    const schedule = await stored();
    const before = await itemOf(schedule);
    expect(await schedules.change(schedule, {}, (same) => same)).toEqual(schedule);
    expect(await itemOf(schedule)).toEqual(before);
  });

  it('writes nothing when the rule refuses', async () => {
    const schedule = await stored();
    const refuse = () => schedules.change(schedule, {}, (before) => change(before, { when: {} }, new Date()));
    await expect(refuse()).rejects.toMatchObject({ type: 'invalid-schedule' });
    expect(await schedules.get(schedule)).toEqual(schedule);
  });
});

describe('what is counted', () => {
  it('goes up by creating and down by removing', async () => {
    const [one] = await storedFor(randomUUID(), 3);
    const { ownerId } = one as Schedule;
    expect(await counted(ownerId)).toBe(3);
    await schedules.remove(one as Schedule);
    await schedules.remove(one as Schedule);
    expect(await counted(ownerId)).toBe(2);
  });

  it('does not go down by removing one that has finished', async () => {
    const [one, two] = await storedFor(randomUUID(), 2);
    const { ownerId } = one as Schedule;
    await schedules.save(finish(one as Schedule));
    await schedules.remove(one as Schedule);
    // One too many, which is counted anew when the limit is reached.
    expect(await counted(ownerId)).toBe(2);
    await storedFor(ownerId, 4);
    expect(await counted(ownerId)).toBe(5);
    await schedules.remove(two as Schedule);
    expect(await counted(ownerId)).toBe(4);
  });

  it('goes up when one that was finished is planned anew, once', async () => {
    const schedule = await stored();
    const { ownerId } = schedule;
    await schedules.save(finish(schedule));
    await storedFor(ownerId, 4);
    await schedules.change(schedule, {}, (before) => change(before, { maxOccurrences: null }, new Date()));
    expect(await counted(ownerId)).toBe(5);
    await schedules.change(schedule, {}, (before) => change(before, { maxOccurrences: 7 }, new Date()));
    expect(await counted(ownerId)).toBe(5);
    await expect(stored({ ownerId })).rejects.toMatchObject({ type: 'quota-exceeded' });
  });

  it('is not what services ask for on behalf of the person', async () => {
    const ownerId = randomUUID();
    for (let i = 0; i < 6; i++) {
      await ScheduleEntity.create(
        scheduleItem({ ...planned({ ownerId }), requestedBy: { service: 'images', key: `${i}` } }),
      ).go();
    }
    await storedFor(ownerId, 5);
    expect(await counted(ownerId)).toBe(5);
    await expect(stored({ ownerId })).rejects.toMatchObject({ details: { schedules: 5, schedulesLimit: 5 } });
  });
});

describe('of those that have finished', () => {
  it('the last ones are kept, twice as many as may be planned, each time the rest is counted anew', async () => {
    const ownerId = randomUUID();
    const finished: string[] = [];
    for (let made = 0; made < 21; made++) {
      const schedule = await stored({ ownerId });
      await schedules.save(finish(schedule, made));
      finished.push(schedule.scheduleId);
    }
    const { items } = await schedules.list(ownerId, { limit: 100 });
    // It was counted before the 6th, the 11th, the 16th and the 21st.
    expect(items.map(({ scheduleId }) => scheduleId)).toEqual(finished.slice(-11));
  });
});

describe('the last room', () => {
  it('is given once, however many ask for it at once', async () => {
    const [{ ownerId }] = (await storedFor(randomUUID(), 4)) as [Schedule];
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, async () => stored({ ownerId })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await schedules.list(ownerId, {})).items).toHaveLength(5);
    expect(await counted(ownerId)).toBe(5);
  });

  it('is found where schedules have finished, as many as there is room for', async () => {
    const [one, two] = await storedFor(randomUUID(), 5);
    const { ownerId } = one as Schedule;
    for (const schedule of [one, two]) await schedules.save(finish(schedule as Schedule));
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, async () => stored({ ownerId })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await schedules.list(ownerId, { state: 'active' })).items).toHaveLength(5);
    expect(await counted(ownerId)).toBe(5);
  });
});

describe('a closed account', () => {
  it('gets nothing new, and nothing that was finished is planned anew', async () => {
    const schedule = await stored();
    const { ownerId } = schedule;
    await schedules.save(finish(schedule));
    await owners.close(ownerId, new Date());
    await expect(stored({ ownerId })).rejects.toMatchObject({ status: 403, type: 'account-deleted' });
    const revive = () =>
      schedules.change(schedule, {}, (before) => change(before, { maxOccurrences: null }, new Date()));
    await expect(revive()).rejects.toMatchObject({ status: 403, type: 'account-deleted' });
    expect(await schedules.get(schedule)).toMatchObject({ state: 'finished' });
  });
});

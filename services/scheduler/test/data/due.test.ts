import { randomUUID } from 'node:crypto';
import { due } from '../../src/data/due.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { scheduleItem } from '../../src/data/schedule-item.ts';
import { schedules } from '../../src/data/schedules.ts';
import { dueShardOf } from '../../src/domain/due-shard.ts';
import { pause } from '../../src/domain/pause.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { ownTable } from '../store.ts';
import { planned, stored } from '../schedules.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const shardOf = ({ scheduleId }: Schedule): number => dueShardOf(scheduleId, 4);

ownTable();

/** What the index gives out for a schedule in a minute. */
async function found(schedule: Schedule, minute: string) {
  const { items } = await due.page(minute, shardOf(schedule), undefined);
  return items.find(({ scheduleId }) => scheduleId === schedule.scheduleId);
}

it('gives out an active schedule in its minute and its shard', async () => {
  const schedule = await stored({ now, when: { at: '2026-11-21T10:02:30Z' } });
  const at = '2026-11-21T10:02:30.000Z';
  const { ownerId, scheduleId } = schedule;
  expect(await found(schedule, '2026-11-21T10:02')).toEqual({
    ownerId,
    scheduleId,
    version: 1,
    plannedAt: at,
    wakeAt: at,
    wakes: 0,
    shard: shardOf(schedule),
    correlationId: 'none',
  });
});

it.each([100, 101])('gives out %d of one minute page by page', async (count) => {
  const minute = `2027-01-01T00:${count % 60}`;
  const all = Array.from({ length: count }, () => ({
    ...planned({ now, when: { at: `${minute}:00Z` } }),
    // All of one shard.
    scheduleId: randomUUID().replace(/.{8}$/, '00000000'),
  }));
  await ScheduleEntity.put(all.map(scheduleItem)).go({ concurrency: 5 });
  const items = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await due.page(minute, 0, cursor);
    items.push(...page.items);
    cursor = page.next;
    pages += 1;
  } while (cursor !== undefined);
  expect(new Set(items.map(({ scheduleId }) => scheduleId)).size).toBe(count);
  expect(items).toHaveLength(count);
  expect(pages).toBeGreaterThanOrEqual(Math.ceil(count / 100));
});

it('gives out nothing of what is paused or finished', async () => {
  const [paused, fired] = [
    await stored({ now, when: { at: '2026-11-21T10:05:00Z' } }),
    await stored({ now, when: { at: '2026-11-21T10:05:00Z' } }),
  ];
  await schedules.save(pause(paused, now));
  await schedules.save(settle(fired, new Date('2026-11-21T10:05:00Z')));
  expect(await found(paused, '2026-11-21T10:05')).toBeUndefined();
  expect(await found(fired, '2026-11-21T10:05')).toBeUndefined();
});

it('gives out what is overdue when it is written in the minute of the write', async () => {
  const schedule = await stored({ now, when: { cron: '* * * * *', timeZone: 'UTC' } });
  const next = settle(schedule, new Date('2026-11-21T11:00:30Z'));
  await schedules.save(next);
  expect(next.nextAt).toBe('2026-11-21T10:26:00.000Z');
  expect(await found(schedule, '2026-11-21T11:00')).toMatchObject({ plannedAt: next.nextAt, version: 2 });
  expect(await found(schedule, '2026-11-21T10:26')).toBeUndefined();
});

it('gives out what was woken again at its new time, with the time that was planned', async () => {
  const schedule = await stored({ now, when: { at: '2026-11-21T10:07:00Z' } });
  const item = (await found(schedule, '2026-11-21T10:07')) as NonNullable<Awaited<ReturnType<typeof found>>>;
  expect(await due.wakeLater(item, new Date('2026-11-21T10:13:00Z'))).toBe(true);
  expect(await found(schedule, '2026-11-21T10:07')).toBeUndefined();
  expect(await found(schedule, '2026-11-21T10:13')).toMatchObject({ plannedAt: schedule.nextAt, wakes: 1, version: 1 });
  expect(await schedules.find(schedule)).toMatchObject({ version: 1, nextAt: schedule.nextAt });
});

it('lets one of two wake it', async () => {
  const schedule = await stored({ now, when: { at: '2026-11-21T10:08:00Z' } });
  const item = (await found(schedule, '2026-11-21T10:08')) as NonNullable<Awaited<ReturnType<typeof found>>>;
  const both = [new Date('2026-11-21T10:14:00Z'), new Date('2026-11-21T10:14:01Z')];
  const won = await Promise.all(both.map(async (at) => due.wakeLater(item, at)));
  expect(won.filter(Boolean)).toHaveLength(1);
});

it('wakes nothing that was changed or removed since', async () => {
  const [changed, removed] = [
    await stored({ now, when: { at: '2026-11-21T10:09:00Z' } }),
    await stored({ now, when: { at: '2026-11-21T10:09:00Z' } }),
  ];
  for (const schedule of [changed, removed]) {
    const item = (await found(schedule, '2026-11-21T10:09')) as NonNullable<Awaited<ReturnType<typeof found>>>;
    await (schedule === changed ? schedules.save(pause(changed, now)) : schedules.remove(removed));
    expect(await due.wakeLater(item, new Date('2026-11-21T10:15:00Z'))).toBe(false);
  }
  const { data } = await ScheduleEntity.get(removed).go();
  expect(data).toBeNull();
});

it('forgets how often it was woken with the next occurrence', async () => {
  const schedule = await stored({ now, when: { cron: '* * * * *', timeZone: 'UTC' } });
  const item = (await found(schedule, '2026-11-21T10:01')) as NonNullable<Awaited<ReturnType<typeof found>>>;
  await due.wakeLater(item, new Date('2026-11-21T10:06:00Z'));
  await schedules.save(settle(schedule, new Date('2026-11-21T10:01:30Z')));
  expect(await found(schedule, '2026-11-21T10:02')).toMatchObject({ wakes: 0, version: 2 });
  expect(await found(schedule, '2026-11-21T10:06')).toBeUndefined();
});

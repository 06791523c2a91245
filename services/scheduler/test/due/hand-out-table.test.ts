import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import type { Outgoing } from '../../src/adapters/fire-queue.ts';
import { due } from '../../src/data/due.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { positions } from '../../src/data/positions.ts';
import { scheduleItem } from '../../src/data/schedule-item.ts';
import { handOut } from '../../src/due/hand-out.ts';
import { ownTable } from '../store.ts';
import { planned } from '../schedules.ts';

const NOW = new Date('2026-11-21T10:00:30.000Z');

ownTable();

/** Stores so many that are due in one minute, all in the first shard; gives their ids. */
async function store(count: number, at: string): Promise<string[]> {
  const all = Array.from({ length: count }, () => ({
    ...planned({ now: NOW, when: { at } }),
    scheduleId: randomUUID().replace(/.{8}$/, '00000000'),
  }));
  await ScheduleEntity.put(all.map(scheduleItem)).go({ concurrency: 5 });
  return all.map(({ scheduleId }) => scheduleId);
}

it('walks the real index: dies at the second page, goes on there, and finds later what did not fire', async () => {
  // Prepare
  const ids = await store(250, '2026-11-21T10:02:00Z');
  const pages: string[][] = [];
  let dies = true;
  const queue = {
    async send(page: readonly Outgoing[]) {
      if (pages.length === 1 && dies) throw new Error('killed');
      pages.push(page.map(({ scheduleId }) => scheduleId));
    },
  };
  const walkAt = async (time: string) => {
    const run = { clock: () => new Date(`2026-11-21T${time}Z`), signal: new AbortController().signal, log };
    return handOut({ shard: 0, ...run }, due, positions, queue);
  };
  // Act
  await expect(walkAt('10:00:30')).rejects.toThrow('killed');
  dies = false;
  const second = await walkAt('10:01:30');
  const third = await walkAt('10:07:30');
  // Assess
  expect(second).toEqual({ handedOut: 150, woken: 0 });
  expect(pages.slice(0, 3).flat().toSorted()).toEqual(ids.toSorted());
  expect(third).toEqual({ handedOut: 0, woken: 250 });
  expect(pages.slice(3).flat().toSorted()).toEqual(ids.toSorted());
  expect(await walkAt('10:08:30')).toEqual({ handedOut: 0, woken: 0 });
});

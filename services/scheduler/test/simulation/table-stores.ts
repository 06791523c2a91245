import { FAST } from '@libs/data';
import type { ScheduleChange } from '../../src/data/changes.ts';
import { due } from '../../src/data/due.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { occurrences } from '../../src/data/occurrences.ts';
import { owners } from '../../src/data/owners.ts';
import { positions } from '../../src/data/positions.ts';
import { schedules } from '../../src/data/schedules.ts';
import type { ScheduleRef } from '../../src/domain/schedule.ts';
import type { Stores } from './stores.ts';

type Item = NonNullable<ScheduleChange['after']>;

/**
 * The real table. Its stream is made of what a consistent read finds after each write. Minutes of the index into which nothing was ever written are
 * known to be empty, and not asked for: a year has half a million of them.
 */
export function tableStores(now: () => Date): Stores {
  const written = new Set<string>();
  const items = new Map<string, Item>();
  let records: ScheduleChange[] = [];
  let count = 0;

  async function note(ref: ScheduleRef): Promise<void> {
    const { data: after } = await ScheduleEntity.get({ ownerId: ref.ownerId, scheduleId: ref.scheduleId }).go({
      ...FAST,
      consistent: true,
    });
    const before = items.get(ref.scheduleId);
    if (after) {
      items.set(ref.scheduleId, after);
      written.add(`${after.wakeMinute}#${after.shard}`);
    }
    const kind = before === undefined ? 'created' : after === null ? 'removed' : 'changed';
    const about = { entity: 'schedule', id: `record-${++count}`, at: now(), kind, operation: `schedule ${kind}` };
    // Which images there are follows from the kind, which the compiler cannot see.
    records.push({ ...about, correlationId: 'none', expired: false, before, after } as unknown as ScheduleChange);
  }

  return {
    schedules: {
      find: schedules.find,
      async create(schedule) {
        await schedules.create(schedule);
        await note(schedule);
        return schedule;
      },
      async save(next) {
        const saved = await schedules.save(next);
        if (saved) await note(next);
        return saved;
      },
      async change(ref, expected, rule) {
        const next = await schedules.change(ref, expected, rule);
        await note(ref);
        return next;
      },
      async remove(ref, expected) {
        await schedules.remove(ref, expected);
        await note(ref);
      },
    },
    due: {
      page: async (minute, shard, cursor) =>
        written.has(`${minute}#${shard}`) ? due.page(minute, shard, cursor) : { items: [] },
      wakeLater: due.wakeLater,
    },
    positions,
    occurrences,
    owners,
    async stream() {
      const read = records;
      records = [];
      return read;
    },
  };
}

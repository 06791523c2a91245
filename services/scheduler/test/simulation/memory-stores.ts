import { randomUUID } from 'node:crypto';
import { NotFound } from '@libs/contracts/errors';
import { correlation } from '@libs/observability';
import type { ScheduleChange } from '../../src/data/changes.ts';
import type { Due } from '../../src/data/due.ts';
import type { Kept } from '../../src/data/occurrences.ts';
import type { Position } from '../../src/data/positions.ts';
import { scheduleItem } from '../../src/data/schedule-item.ts';
import { toSchedule } from '../../src/data/to-schedule.ts';
import { minuteOf } from '../../src/domain/minute.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import type { Stores } from './stores.ts';

type Item = NonNullable<ScheduleChange['after']>;

const PAGE = 100;

/**
 * The table in memory, with the conditions of the real one; a stream of its changes, and an index that is behind the table.
 * @param lag milliseconds by which the index is behind, asked with each write
 */
export function memoryStores(
  now: () => number,
  lag: () => number = () => 0,
): Stores & { readonly history: Map<string, Kept> } {
  const items = new Map<string, Item>();
  const index = new Map<string, Map<string, Item>>();
  const unseen: {
    readonly visibleAt: number;
    readonly scheduleId: string;
    readonly before?: Item;
    readonly after?: Item;
  }[] = [];
  const places = new Map<string, Position>();
  const history = new Map<string, Kept>();
  let records: ScheduleChange[] = [];
  let written = 0;

  function write(scheduleId: string, after: Item | undefined): void {
    const before = items.get(scheduleId);
    if (after) items.set(scheduleId, after);
    else items.delete(scheduleId);
    const kind = before === undefined ? 'created' : after === undefined ? 'removed' : 'changed';
    records.push({
      entity: 'schedule',
      id: `record-${++written}`,
      at: new Date(now()),
      kind,
      operation: `schedule ${kind}`,
      correlationId: (after ?? before)?.correlationId ?? 'none',
      expired: false,
      ...(before && { before }),
      ...(after && { after }),
      // Which images there are follows from the kind, which the compiler cannot see.
    } as ScheduleChange);
    const last = unseen.at(-1)?.visibleAt ?? 0;
    unseen.push({
      visibleAt: Math.max(last, now() + lag()),
      scheduleId,
      ...(before && { before }),
      ...(after && { after }),
    });
  }

  /** Brings the index up to where it is to be seen by now. */
  function show(): void {
    while (unseen[0] !== undefined && unseen[0].visibleAt <= now()) {
      const { scheduleId, before, after } = unseen.shift() ?? {};
      if (scheduleId === undefined) return;
      if (before?.wakeMinute !== undefined) index.get(`${before.wakeMinute}#${before.shard}`)?.delete(scheduleId);
      if (after?.wakeMinute === undefined) continue;
      const key = `${after.wakeMinute}#${after.shard}`;
      const minute = index.get(key) ?? new Map<string, Item>();
      index.set(key, minute.set(scheduleId, after));
    }
  }

  const itemOf = (schedule: Schedule): Item => ({
    ...scheduleItem(schedule),
    correlationId: correlation()?.correlationId ?? 'none',
  });

  const stores: Stores = {
    schedules: {
      async create(schedule) {
        write(schedule.scheduleId, itemOf(schedule));
        return schedule;
      },
      async find({ scheduleId }) {
        const item = items.get(scheduleId);
        return item && toSchedule(item);
      },
      async save(next) {
        const before = items.get(next.scheduleId);
        if (before?.version !== next.version - 1 || before.createdAt !== next.createdAt) return false;
        write(next.scheduleId, itemOf(next));
        return true;
      },
      async change({ scheduleId }, _, rule) {
        const item = items.get(scheduleId);
        if (!item) throw new NotFound('schedule-not-found', 'You have no such schedule');
        const before = toSchedule(item);
        const next = rule(before);
        if (next !== before) write(scheduleId, itemOf(next));
        return next;
      },
      async remove({ scheduleId }) {
        if (items.has(scheduleId)) write(scheduleId, undefined);
      },
    },
    due: {
      async page(minute, shard, cursor) {
        show();
        const all = [...(index.get(`${minute}#${shard}`)?.values() ?? [])].toSorted((a, b) =>
          keyOf(a) < keyOf(b) ? -1 : 1,
        );
        const rest = cursor === undefined ? all : all.filter((item) => keyOf(item) > cursor);
        const page = rest.slice(0, PAGE);
        const last = page.at(-1);
        return {
          items: page.map((item) => dueOf(item, shard)),
          ...(page.length === PAGE && last ? { next: keyOf(last) } : {}),
        };
      },
      async wakeLater({ scheduleId, version, wakeAt: before, wakes }, at) {
        const item = items.get(scheduleId);
        if (item?.version !== version || item.wakeAt !== before) return false;
        const wakeAt = at.toISOString();
        write(scheduleId, { ...item, wakeAt, wakeMinute: minuteOf(wakeAt), wakes: wakes + 1 });
        return true;
      },
    },
    positions: {
      async find(shard, walk) {
        return places.get(`${shard}#${walk}`);
      },
      async save(before, { minute, cursor }) {
        const key = `${before.shard}#${before.walk}`;
        if (places.get(key)?.changeId !== before.changeId) return undefined;
        const next = { shard: before.shard, walk: before.walk, minute, cursor, changeId: randomUUID() };
        places.set(key, next);
        return next;
      },
      async shards() {
        return [...new Set([...places.values()].map(({ shard }) => shard))];
      },
    },
    occurrences: {
      async keep(rows) {
        for (const row of rows) history.set(row.occurrenceId, row);
      },
    },
    owners: {
      async isClosed() {
        return false;
      },
    },
    async stream() {
      const read = records;
      records = [];
      return read;
    },
  };
  return { ...stores, history };
}

const keyOf = ({ wakeAt = '', scheduleId }: Item): string => `${wakeAt}/${scheduleId}`;

function dueOf(
  { ownerId, scheduleId, version, nextAt = '', wakeAt = '', wakes = 0, correlationId = 'none' }: Item,
  shard: number,
): Due {
  return { ownerId, scheduleId, version, plannedAt: nextAt, wakeAt, wakes, shard, correlationId };
}

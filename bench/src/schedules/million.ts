import { v7 } from 'uuid';
import { ScheduleEntity } from '../../../services/scheduler/src/data/entities/schedule.ts';
import { scheduleItem } from '../../../services/scheduler/src/data/schedule-item.ts';
import { dueShardOf } from '../../../services/scheduler/src/domain/due-shard.ts';
import { indexEntrySize } from '../capacity/index-entry.ts';
import { table } from '../table.ts';
import { reminder } from './reminder.ts';
import { walkShard, type Walked } from './simulated-shard.ts';

/** The instant at which all are due. */
const DUE = Date.parse('2026-11-21T09:00:00.000Z');
/** A second, of one partition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const WRITE_UNITS = 1000;
const KB = 1024;
const DAY = 86_400_000;

/** So many schedules that are due at one instant, on the service's own sharding and paging with a store and a queue in memory, by number of shards. */
export async function million(count = 1_000_000): Promise<string> {
  const ids = Array.from({ length: count }, () => v7());
  const plan = reminder({ at: new Date(DUE).toISOString() }, { now: new Date(DUE - DAY) });
  const one = ScheduleEntity.put(scheduleItem(plan)).params<{ Item: object }>();
  const bytes = indexEntrySize('scheduler', 'gsi1', one.Item);
  const rows: string[][] = [];
  for (const shards of [1, 4, 16, 64, 256]) {
    const parts = Array.from({ length: shards }, (): string[] => []);
    for (const id of ids) parts[dueShardOf(id, shards)]?.push(id);
    const walked: Walked[] = [];
    for (const [shard, part] of parts.entries()) walked.push(await walkShard(shard, part, DUE));
    const sum = (of: (one: Walked) => number) => walked.reduce((all, one) => all + of(one), 0);
    const [pages, reads, positions] = [sum((one) => one.pages), sum((one) => one.reads), sum((one) => one.positions)];
    const largest = Math.max(...parts.map((part) => part.length));
    // A page is read in half units of 4 KB, a query that finds nothing costs one half.
    const page = (count / pages) * bytes;
    const readUnits = pages * Math.ceil(page / (4 * KB)) * 0.5 + (reads - pages) * 0.5;
    const lasted = Math.max(...walked.map((one) => one.lasted));
    rows.push([
      String(shards),
      whole(largest),
      (largest / (count / shards)).toFixed(3),
      `${whole(reads)}; ${whole(readUnits)}`,
      whole(positions),
      `${whole(sum((one) => one.messages))}; ${whole(sum((one) => one.calls))}`,
      String(Math.max(...walked.map((one) => one.runs))),
      `${(lasted / 1000).toFixed(1)} s`,
      whole(positions / (lasted / 1000)),
      // An entry is less than a kilobyte: one unit takes it away.
      `${((largest * Math.ceil(bytes / KB)) / WRITE_UNITS).toFixed(1)} s`,
    ]);
  }
  const columns = [
    'shards',
    'largest partition',
    'of the mean',
    'queries; read units',
    'positions written',
    'messages; calls of SQS',
    'worker runs of a shard',
    'handed out within',
    'positions a second',
    'settled at best within',
  ];
  return `${whole(count)} schedules due at one instant; an entry of the due index has ${bytes} bytes\n\n${table(columns, rows)}`;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');

import { v7 } from 'uuid';
import { ScheduleEntity } from '../../../services/scheduler/src/data/entities/schedule.ts';
import { scheduleItem } from '../../../services/scheduler/src/data/schedule-item.ts';
import { dueShardOf } from '../../../services/scheduler/src/domain/due-shard.ts';
import { indexEntrySize } from '../capacity/index-entry.ts';
import { table } from '../table.ts';
import { reminder } from './reminder.ts';
import { type Walked, walkShard } from './simulated-shard.ts';

/** The instant at which all are due. */
const DUE = Date.parse('2026-11-21T09:00:00.000Z');
const DAY = 86_400_000;
/** A second, of one partition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const WRITE_UNITS = 1000;
const KB = 1024;

/** So many schedules that are due at one instant, on the service's own sharding and paging with a store and a queue in memory, by number of shards. */
export async function million(count = 1_000_000): Promise<string> {
  const ids = Array.from({ length: count }, () => v7());
  const plan = reminder({ at: new Date(DUE).toISOString() }, { now: new Date(DUE - DAY) });
  const { Item } = ScheduleEntity.put(scheduleItem(plan)).params<{ Item: object }>();
  const bytes = indexEntrySize('scheduler', 'gsi1', Item);
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
  const rows: string[][] = [];
  for (const shards of [1, 4, 16, 64, 256]) rows.push(await handedOut(ids, shards, bytes));
  return `${whole(count)} schedules due at one instant; an entry of the due index has ${bytes} bytes\n\n${table(columns, rows)}`;
}

async function handedOut(ids: readonly string[], shards: number, bytes: number): Promise<string[]> {
  const parts = Array.from({ length: shards }, (): string[] => []);
  for (const id of ids) parts[dueShardOf(id, shards)]?.push(id);
  const walked: Walked[] = [];
  for (const [shard, part] of parts.entries()) walked.push(await walkShard(shard, part, DUE));

  const sum = (of: (one: Walked) => number) => walked.reduce((all, one) => all + of(one), 0);
  const [pages, reads, positions] = [sum((one) => one.pages), sum((one) => one.reads), sum((one) => one.positions)];
  const largest = Math.max(...parts.map((part) => part.length));
  // Half a unit for 4 KB of a page, and for a query that finds nothing.
  const page = (ids.length / pages) * bytes;
  const readUnits = (pages * Math.ceil(page / (4 * KB)) + (reads - pages)) * 0.5;
  const lasted = Math.max(...walked.map((one) => one.lasted)) / 1000;
  // To take an entry out of the index, once its occurrence is settled.
  const writeUnits = largest * Math.ceil(bytes / KB);
  return [
    String(shards),
    whole(largest),
    (largest / (ids.length / shards)).toFixed(3),
    `${whole(reads)}; ${whole(readUnits)}`,
    whole(positions),
    `${whole(sum((one) => one.messages))}; ${whole(sum((one) => one.calls))}`,
    String(Math.max(...walked.map((one) => one.runs))),
    `${lasted.toFixed(1)} s`,
    whole(positions / lasted),
    `${(writeUnits / WRITE_UNITS).toFixed(1)} s`,
  ];
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');

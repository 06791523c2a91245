import { randomBytes } from 'node:crypto';
import type { EntityItem } from 'electrodb';
import { dueShardOf } from '../domain/due-shard.ts';
import { minuteOf } from '../domain/minute.ts';
import type { Schedule, Settled, State } from '../domain/schedule.ts';
import type { ScheduleEntity } from './entities/schedule.ts';
import { dueShards } from './due-shards.ts';

export type ScheduleItem = EntityItem<typeof ScheduleEntity>;

/** What is finished is listed, with its history, so long. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

const RANKS: Record<State, string> = { active: '1', paused: '2', finished: '3' };

/** How an owner's schedules are listed: active ones first, the next one first of all; of the others those that were changed last come last. */
export const listKeyOf = (state: State, at = ''): string => `${RANKS[state]}#${at}`;

/** 96 random bits: one write in the life of a schedule is told from another by them. In 16 characters, since every byte is written with every occurrence. */
const newChangeId = (): string => randomBytes(12).toString('base64url');

/** The whole item of one state of a schedule. Undefined attributes are left out. */
export function scheduleItem(schedule: Schedule) {
  const { scheduleId, state, nextAt, updatedAt, settled, settledUpTo } = schedule;
  return {
    ...definedOf({ ...schedule, settledUpTo: settledUpTo === lastPlannedOf(settled) ? undefined : settledUpTo }),
    changeId: newChangeId(),
    listKey: listKeyOf(state, nextAt ?? updatedAt),
    ...(nextAt === undefined ? {} : { ...wakeOf(nextAt, updatedAt), shard: dueShardOf(scheduleId, dueShards()) }),
    ...(settled === undefined ? {} : { settledAt: updatedAt }),
    ...(state === 'finished' ? { expiresAt: Math.floor(Date.parse(updatedAt) / 1000) + KEPT_SECONDS } : {}),
  };
}

/** The time of the last one that was planned, of those that this very state has settled: `settledUpTo` is that as a rule, and not stored a second time. */
export function lastPlannedOf(settled: readonly Settled[] = []): string | undefined {
  return settled.findLast(({ trigger }) => trigger === undefined)?.plannedAt;
}

/** What is overdue when it is written is given out from now on: the minutes before were walked. */
function wakeOf(nextAt: string, now: string) {
  const wakeAt = nextAt > now ? nextAt : now;
  return { wakeAt, wakeMinute: minuteOf(wakeAt) };
}

/** Without the attributes that are undefined. */
function definedOf<T extends object>(object: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

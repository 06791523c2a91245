import type { Schedule } from '../domain/schedule.ts';
import { lastPlannedOf, type ScheduleItem } from './schedule-item.ts';

/** From what the table holds. */
export function toSchedule({
  changeId: _change,
  wakeAt: _wakeAt,
  wakeMinute: _wakeMinute,
  shard: _shard,
  wakes: _wakes,
  listKey: _listKey,
  settledAt: _settledAt,
  expiresAt: _expiresAt,
  correlationId: _correlationId,
  createdAt = '',
  updatedAt = '',
  ...schedule
}: ScheduleItem): Schedule {
  const settledUpTo = schedule.settledUpTo ?? lastPlannedOf(schedule.settled);
  return { ...schedule, ...(settledUpTo === undefined ? {} : { settledUpTo }), createdAt, updatedAt };
}

import { assertUnfinished } from './finished.ts';
import { nextVersion } from './next-version.ts';
import { occurrenceId } from './occurrence-id.ts';
import type { Schedule } from './schedule.ts';

/**
 * One occurrence now, beside the planned ones: it counts as none of them.
 * @param key of the request, where it is to be done once
 * @returns the schedule itself when this key was the last one that has run it
 * @throws Conflict `schedule-finished`
 */
export function runNow(schedule: Schedule, now: Date, key?: string): Schedule {
  if (key !== undefined && key === schedule.runKey) return schedule;
  assertUnfinished(schedule);
  // Two of one millisecond would be one by their id.
  const time = new Date(Math.max(now.getTime(), Date.parse(schedule.updatedAt) + 1));
  const at = time.toISOString();
  const occurrence = {
    occurrenceId: occurrenceId(schedule.scheduleId, at, 'run-now'),
    plannedAt: at,
    outcome: 'fired',
    trigger: 'run-now',
    settledAt: at,
  } as const;
  return nextVersion(schedule, { settled: [occurrence], runKey: key ?? schedule.runKey }, time);
}

import { assertUnfinished, finished } from './finished.ts';
import { nextAt } from './next-at.ts';
import { nextVersion } from './next-version.ts';
import type { Schedule } from './schedule.ts';

/**
 * Fires again, from now on: what would have been due in the meantime is not made up for.
 * @returns the schedule itself when it is active
 * @throws Conflict `schedule-finished`, also when its last time has passed while it was paused
 */
export function resume(schedule: Schedule, now: Date): Schedule {
  assertUnfinished(schedule);
  if (schedule.state === 'active') return schedule;
  const next = nextAt(schedule, { after: now, occurrences: schedule.occurrences });
  if (next === undefined) throw finished();
  return nextVersion(schedule, { state: 'active', nextAt: next }, now);
}

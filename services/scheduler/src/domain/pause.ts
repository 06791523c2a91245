import { assertUnfinished } from './finished.ts';
import { nextVersion } from './next-version.ts';
import type { Schedule } from './schedule.ts';

/** From now on nothing fires. @returns the schedule itself when it is paused; @throws Conflict `schedule-finished` */
export function pause(schedule: Schedule, now: Date): Schedule {
  assertUnfinished(schedule);
  if (schedule.state === 'paused') return schedule;
  return nextVersion(schedule, { state: 'paused', nextAt: undefined }, now);
}

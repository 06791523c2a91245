import { assertUnfinished } from './finished.ts';
import { nextVersion } from './next-version.ts';
import type { Schedule } from './schedule.ts';

/**
 * One occurrence now, beside the planned ones: it counts as none of them.
 * @param key of the request, where it is to be done once: `wasRunBy` knows it again
 * @throws Conflict `schedule-finished`
 */
export function runNow(schedule: Schedule, now: Date, key?: string): Schedule {
  assertUnfinished(schedule);
  // Two of one millisecond would be one by their id.
  const time = new Date(Math.max(now.getTime(), Date.parse(schedule.updatedAt) + 1));
  const occurrence = { plannedAt: time.toISOString(), outcome: 'fired', trigger: 'run-now' } as const;
  return nextVersion(schedule, { settled: [occurrence], runKey: key ?? schedule.runKey }, time);
}

/** Whether the request with this key was the last one that has run it. */
export function wasRunBy({ runKey }: Schedule, key: string | undefined): boolean {
  return key !== undefined && key === runKey;
}

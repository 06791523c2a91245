import type { Schedule } from './schedule.ts';

/** The schedule with a change, as its next version; what the version before has settled is no part of it. */
export function nextVersion(
  schedule: Schedule,
  change: Partial<Omit<Schedule, 'ownerId' | 'scheduleId' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: Date,
): Schedule {
  return { ...schedule, settled: undefined, ...change, version: schedule.version + 1, updatedAt: now.toISOString() };
}

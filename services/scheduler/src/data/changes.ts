import { type Change, changesOf } from '@libs/data';
import { occurrencesOf } from '../domain/occurrences-of.ts';
import type { Occurrence } from '../domain/schedule.ts';
import { ScheduleEntity } from './entities/schedule.ts';

const entities = { schedule: ScheduleEntity };

/** What happened to a schedule, as the table's stream tells it. */
export type ScheduleChange = Change<typeof entities>;

export const scheduleChanges = changesOf(entities);

/** The next state of a schedule, by this very write; undefined for a removal, and for one that only has the index give it out later. */
export function newVersionOf({ before, after }: ScheduleChange) {
  return after !== undefined && after.version !== before?.version ? after : undefined;
}

/** The occurrences that this very write has settled. */
export function settledIn(change: ScheduleChange): Occurrence[] {
  const schedule = newVersionOf(change);
  return schedule === undefined ? [] : occurrencesOf(schedule);
}

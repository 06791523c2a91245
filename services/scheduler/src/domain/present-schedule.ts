import type { Schedule as Presented } from '../contract/routes.ts';
import type { Schedule } from './schedule.ts';

/** A schedule as it is told to its owner. */
export function presentSchedule(schedule: Schedule): Presented {
  const { scheduleId: id, when, startsAt, endsAt, maxOccurrences, misfire, action } = schedule;
  const { state, nextAt, occurrences, version, createdAt, updatedAt } = schedule;
  return {
    id,
    when,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    misfire,
    action,
    state,
    ...(nextAt === undefined ? {} : { nextAt }),
    occurrences,
    version,
    createdAt,
    updatedAt,
  };
}

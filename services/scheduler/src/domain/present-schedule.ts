import type { Schedule as Presented } from '../contract/routes.ts';
import type { Schedule } from './schedule.ts';

/** A schedule as it is told to its owner. */
export function presentSchedule({
  ownerId: _owner,
  scheduleId: id,
  requestedBy: _requestedBy,
  settled: _settled,
  settledUpTo: _settledUpTo,
  startsAt,
  endsAt,
  maxOccurrences,
  nextAt,
  ...schedule
}: Schedule): Presented {
  return {
    id,
    ...schedule,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    ...(nextAt === undefined ? {} : { nextAt }),
  };
}

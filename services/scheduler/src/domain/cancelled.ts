import { nextVersion } from './next-version.ts';
import type { Schedule } from './schedule.ts';

/**
 * A schedule that the service which asked for it does not want any more: finished, and not removed, so that a request which comes after it goes on with
 * its versions, by which what is still on its way is known, and repeats nothing that was settled.
 * @returns the schedule itself when it is finished
 */
export function cancelled(schedule: Schedule, now: Date): Schedule {
  return schedule.state === 'finished'
    ? schedule
    : nextVersion(schedule, { state: 'finished', nextAt: undefined }, now);
}

import { nextAt } from './next-at.ts';
import { nextVersion } from './next-version.ts';
import type { Schedule, Settled } from './schedule.ts';
import { MISFIRE_AFTER } from './times.ts';

/** Of one write: what was missed in an outage is settled in so many at a time. It bounds the item (25 x 60 bytes) and what one record of the stream publishes. */
const MOST_SETTLED = 25;

/**
 * The state after all occurrences that are due have been settled, in the order of their times: each fires, save those that are more than a minute
 * late where the schedule skips them. At most 25: the schedule is then still due.
 * @returns the schedule itself when nothing is due
 */
export function settle(schedule: Schedule, now: Date): Schedule {
  const settled: Settled[] = [];
  const until = now.toISOString();
  let next = schedule.nextAt;
  let { occurrences } = schedule;
  while (next !== undefined && next <= until && settled.length < MOST_SETTLED) {
    const late = now.getTime() - Date.parse(next) > MISFIRE_AFTER;
    settled.push({ plannedAt: next, outcome: late && schedule.misfire === 'skip' ? 'skipped' : 'fired' });
    occurrences += 1;
    next = nextAt(schedule, { after: new Date(next), occurrences });
  }
  const settledUpTo = settled.at(-1)?.plannedAt;
  if (settledUpTo === undefined) return schedule;
  return nextVersion(
    schedule,
    { state: next === undefined ? 'finished' : 'active', nextAt: next, occurrences, settledUpTo, settled },
    now,
  );
}

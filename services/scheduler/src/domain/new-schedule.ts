import { neverFires } from './never-fires.ts';
import { nextAt } from './next-at.ts';
import type { Plan, Schedule, ScheduleRef } from './schedule.ts';
import { settledBounds } from './settled-bounds.ts';
import { checkWhen, settledWhen } from './when.ts';

/**
 * A new schedule, active.
 * @throws Unprocessable `invalid-schedule` when its times make no sense, or none is to come
 */
export function newSchedule(
  { ownerId, scheduleId, requestedBy }: ScheduleRef & Pick<Schedule, 'requestedBy'>,
  plan: Plan,
  now: Date,
): Schedule {
  checkWhen(plan.when, now);
  const bounds = settledBounds(plan, now);
  // What begins later is counted from there.
  const planned = { ...plan, ...bounds, when: settledWhen(plan.when, new Date(bounds.startsAt ?? now)) };
  const next = nextAt(planned, { after: now, occurrences: 0 });
  if (next === undefined) throw neverFires();
  const at = now.toISOString();
  return {
    ownerId,
    scheduleId,
    ...planned,
    ...(requestedBy === undefined ? {} : { requestedBy }),
    state: 'active',
    nextAt: next,
    occurrences: 0,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

import { neverFires } from './never-fires.ts';
import { nextAt } from './next-at.ts';
import { nextVersion } from './next-version.ts';
import type { Plan, Schedule } from './schedule.ts';
import { checkWhen, settledWhen } from './when.ts';

/** What is changed of a plan; null takes a bound away. */
export type PlanChange = Partial<Pick<Plan, 'when' | 'misfire' | 'action'>> & {
  readonly [Bound in 'startsAt' | 'endsAt' | 'maxOccurrences']?: Plan[Bound] | null | undefined;
};

/**
 * A schedule with another plan. What was due before stays settled; its next time is reckoned from now. One that was finished is active again when
 * the new plan has times to come.
 * @throws Unprocessable `invalid-schedule` when its times make no sense, or none is to come
 */
export function change(
  schedule: Schedule,
  { when, startsAt, endsAt, maxOccurrences, ...rest }: PlanChange,
  now: Date,
): Schedule {
  if (when !== undefined) checkWhen(when, now);
  const plan = {
    ...rest,
    when: when === undefined ? schedule.when : settledWhen(when, now),
    startsAt: boundOf(startsAt, schedule.startsAt),
    endsAt: boundOf(endsAt, schedule.endsAt),
    maxOccurrences: boundOf(maxOccurrences, schedule.maxOccurrences),
  };
  const isTimed = [when, startsAt, endsAt, maxOccurrences].some((given) => given !== undefined);
  if (!isTimed) return nextVersion(schedule, rest, now);
  const next = nextAt(plan, { after: now, occurrences: schedule.occurrences });
  if (next === undefined) throw neverFires();
  const isPaused = schedule.state === 'paused';
  return nextVersion(
    schedule,
    { ...plan, state: isPaused ? 'paused' : 'active', nextAt: isPaused ? undefined : next },
    now,
  );
}

function boundOf<Bound>(given: Bound | null | undefined, before: Bound | undefined): Bound | undefined {
  return given === undefined ? before : (given ?? undefined);
}

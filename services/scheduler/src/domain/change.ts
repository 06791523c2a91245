import { neverFires } from './never-fires.ts';
import { nextAt } from './next-at.ts';
import { nextVersion } from './next-version.ts';
import type { Plan, Schedule } from './schedule.ts';
import { settledBounds } from './settled-bounds.ts';
import { checkWhen, settledWhen } from './when.ts';

/** What is changed of a plan; null takes a bound away. */
export type PlanChange = Partial<Pick<Plan, 'when' | 'misfire' | 'action'>> & {
  readonly [Bound in 'startsAt' | 'endsAt' | 'maxOccurrences']?: Plan[Bound] | null | undefined;
};

/**
 * A schedule with another plan. With other times its next one is reckoned from now: one that is due at this moment, and has not fired, is given up.
 * One that was finished is active again when the new plan has times to come; one that is paused stays so.
 * @throws Unprocessable `invalid-schedule` when its times make no sense, or none is to come
 */
export function change(
  schedule: Schedule,
  { when, startsAt, endsAt, maxOccurrences, ...rest }: PlanChange,
  now: Date,
): Schedule {
  const isTimed = [when, startsAt, endsAt, maxOccurrences].some((given) => given !== undefined);
  if (!isTimed) return nextVersion(schedule, rest, now);
  if (when !== undefined) checkWhen(when, now);
  const bounds = settledBounds({ startsAt: startsAt ?? undefined, endsAt: endsAt ?? undefined }, now, {
    startsAt: kept(startsAt, schedule.startsAt),
    endsAt: kept(endsAt, schedule.endsAt),
  });
  const times = {
    ...bounds,
    when: when === undefined ? schedule.when : settledWhen(when, new Date(bounds.startsAt ?? now)),
    maxOccurrences: maxOccurrences ?? kept(maxOccurrences, schedule.maxOccurrences),
  };
  const next = nextAt(
    { ...times, settledUpTo: schedule.settledUpTo },
    { after: now, occurrences: schedule.occurrences },
  );
  if (next === undefined) throw neverFires();
  const isPaused = schedule.state === 'paused';
  return nextVersion(
    schedule,
    { ...rest, ...times, state: isPaused ? 'paused' : 'active', nextAt: isPaused ? undefined : next },
    now,
  );
}

/** What holds when nothing else is given. */
const kept = <Bound>(given: unknown, before: Bound | undefined): Bound | undefined =>
  given === null ? undefined : before;

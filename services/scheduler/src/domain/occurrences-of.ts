import { occurrenceId } from './occurrence-id.ts';
import type { Occurrence, Settled } from './schedule.ts';

interface State {
  readonly scheduleId: string;
  readonly settled?: readonly Settled[] | undefined;
  readonly updatedAt?: string | undefined;
}

/** What the very write that made this state of a schedule has settled: it was decided by that write, at its time. */
export function occurrencesOf({ scheduleId, settled = [], updatedAt: settledAt = '' }: State): Occurrence[] {
  return settled.map(({ plannedAt, outcome, trigger: asked }) => {
    const trigger = asked ?? 'schedule';
    return { occurrenceId: occurrenceId(scheduleId, plannedAt, trigger), plannedAt, outcome, trigger, settledAt };
  });
}

import type { Occurrence as Presented } from '../contract/routes.ts';
import type { Occurrence } from './schedule.ts';

/** An occurrence of the past as it is told to its owner. */
export function presentOccurrence({ occurrenceId: id, plannedAt, settledAt, outcome, trigger }: Occurrence): Presented {
  if (outcome === 'skipped') return { id, plannedAt, outcome, trigger };
  return {
    id,
    plannedAt,
    firedAt: settledAt,
    driftMs: Date.parse(settledAt) - Date.parse(plannedAt),
    outcome,
    trigger,
  };
}

import { type Emitted, emit } from '@libs/messaging';
import { Published, ScheduleFired } from '../contract/events.ts';
import { newVersionOf, type ScheduleChange, settledIn } from './changes.ts';

/**
 * What others are told of a change: each occurrence that this very write has fired, and the event that its owner asked for. Their ids follow from
 * that of the occurrence: in a table that was restored from a backup it fires again, and consumers know it.
 */
export function toEvents(change: ScheduleChange): Emitted[] {
  const schedule = newVersionOf(change);
  if (schedule === undefined) return [];
  const { ownerId, scheduleId, action, requestedBy } = schedule;
  return settledIn(change).flatMap(({ occurrenceId, plannedAt, settledAt, outcome }) => {
    if (outcome !== 'fired') return [];
    const occurrence = { scheduleId, occurrenceId, ownerId, plannedAt, firedAt: settledAt };
    const fired = emit(
      ScheduleFired,
      { ...occurrence, action, ...(requestedBy === undefined ? {} : { requestedBy }) },
      occurrenceId,
    );
    if (action.type !== 'publish') return [fired];
    const { name, data = {} } = action;
    return [fired, emit({ ...Published, name }, { ...occurrence, name, data }, occurrenceId)];
  });
}

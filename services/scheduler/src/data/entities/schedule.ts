import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';
import type { Action } from '../../contract/action.ts';
import type { When } from '../../contract/schedule.ts';
import { MISFIRES, type Settled, STATES } from '../../domain/schedule.ts';

/**
 * A schedule, with its owner's others. `gsi1` is the due index: active ones by the minute in which they have to be looked at, and a shard. `gsi2`
 * sorts what an owner has planned: active ones by their next time, then those that are paused, then those that are finished. Neither holds a whole
 * schedule: each is written twice with every occurrence, and paid by the KB. Their sort keys have no prefix, since nothing else is in them.
 */
export const ScheduleEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'schedule', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true },
      scheduleId: { type: 'string', required: true },
      when: { type: CustomAttributeType<When>('any'), required: true },
      startsAt: { type: 'string' },
      endsAt: { type: 'string' },
      maxOccurrences: { type: 'number' },
      misfire: { type: MISFIRES, required: true },
      action: { type: CustomAttributeType<Action>('any'), required: true },
      state: { type: STATES, required: true },
      nextAt: { type: 'string' },
      occurrences: { type: 'number', required: true },
      /** Where `settled` does not tell it: schedule-item.ts. */
      settledUpTo: { type: 'string' },
      settled: { type: CustomAttributeType<readonly Settled[]>('any') },
      /** With `settled`, for the filter of the stream's functions, which asks for texts alone. */
      settledAt: { type: 'string' },
      requestedBy: { type: CustomAttributeType<{ readonly service: string; readonly key: string }>('any') },
      runKey: { type: 'string' },
      version: { type: 'number', required: true },
      /** Which write made this state: the client knows its own again when the answer was lost. */
      changeId: { type: 'string', required: true },
      /** When the due index gives it out, RFC 3339: `nextAt`, or later for one that was lost on its way and woken again. */
      wakeAt: { type: 'string' },
      /** `wakeAt` to the minute: `2026-11-21T10:00`. */
      wakeMinute: { type: 'string' },
      shard: { type: 'number' },
      /** How often it was woken again for the present occurrence. */
      wakes: { type: 'number' },
      listKey: { type: 'string', required: true },
      /** Of one that is finished: epoch seconds. */
      expiresAt: { type: 'number' },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: ['scheduleId'] } },
      due: {
        index: 'gsi1',
        condition: ({ wakeAt }: { wakeAt?: string }) => wakeAt !== undefined,
        pk: { field: 'gsi1pk', composite: ['wakeMinute', 'shard'] },
        sk: { field: 'gsi1sk', composite: ['wakeAt'], template: '${wakeAt}' },
      },
      listed: {
        index: 'gsi2',
        condition: ({ requestedBy }: { requestedBy?: object }) => requestedBy === undefined,
        pk: { field: 'gsi2pk', composite: ['ownerId'] },
        sk: { field: 'gsi2sk', composite: ['listKey'], template: '${listKey}' },
      },
    },
  },
  configuration(),
);

import { FAST, type Page, page } from '@libs/data';
import { correlate } from '@libs/observability';
import { type Minute, minuteOf } from '../domain/minute.ts';
import type { ScheduleRef } from '../domain/schedule.ts';
import { ScheduleEntity } from './entities/schedule.ts';

/** What the due index knows of a schedule. */
export interface Due extends ScheduleRef {
  readonly version: number;
  /** RFC 3339, UTC, in milliseconds: when its occurrence is due. */
  readonly plannedAt: string;
  /** When the index gives it out: `plannedAt`, or later. */
  readonly wakeAt: string;
  /** How often it was woken again. */
  readonly wakes: number;
  /** The part of the index that it was found in. */
  readonly shard: number;
  readonly correlationId: string;
}

/** Of one page. Its sending is ten calls of SQS. */
const PAGE = 100;

/** The due index: the schedules that are active, by the minute in which they are due, in shards. */
export const due = { page: pageOf, wakeLater };

/** The schedules of one shard that the index gives out in a minute, in the order of time: up to 100. Some milliseconds behind. */
async function pageOf(minute: Minute, shard: number, cursor: string | undefined): Promise<Page<Due>> {
  const found = await page(ScheduleEntity.query.due({ wakeMinute: minute, shard }), { limit: PAGE, cursor });
  return {
    ...found,
    items: found.items.map(
      ({ ownerId, scheduleId, version, nextAt = '', wakeAt = '', wakes = 0, correlationId = 'none' }) => ({
        ownerId,
        scheduleId,
        version,
        plannedAt: nextAt,
        wakeAt,
        wakes,
        shard,
        correlationId,
      }),
    ),
  };
}

/**
 * Has the index give a schedule out later, once more.
 * @returns false when the schedule has changed since, or somebody else has done so
 */
async function wakeLater({ ownerId, scheduleId, version, ...found }: Due, wakeAt: Date): Promise<boolean> {
  const at = wakeAt.toISOString();
  return correlate({ correlationId: found.correlationId }, async () => {
    const { rejected } = await ScheduleEntity.patch({ ownerId, scheduleId })
      .set({ wakeAt: at, wakeMinute: minuteOf(at), wakes: found.wakes + 1 })
      .composite({ shard: found.shard })
      .where((attributes, { eq }) => `${eq(attributes.version, version)} AND ${eq(attributes.wakeAt, found.wakeAt)}`)
      .go({ ...FAST, returnOnConditionCheckFailure: true });
    return !rejected;
  });
}

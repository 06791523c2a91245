import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import { cancelled } from '../domain/cancelled.ts';
import type { Schedule, ScheduleRef } from '../domain/schedule.ts';
import { OwnerEntity } from './entities/owner.ts';
import { RequestEntity } from './entities/request.ts';
import { ScheduleEntity } from './entities/schedule.ts';
import { owners } from './owners.ts';
import { scheduleItem } from './schedule-item.ts';
import { schedules } from './schedules.ts';

/** What services ask for. */
export const requests = { take, cancel };

/** Which request it is: the one with the highest version holds. */
export interface RequestVersion extends ScheduleRef {
  readonly version: number;
}

/** `superseded`: a request with this version, or a higher one, was there before. `closed`: the owner is a person whose account is gone. */
export type Taken = 'taken' | 'superseded' | 'closed';

/** Longer than an event may be late: 4 days in a queue, 14 in its dead-letter queue, and then sent again by hand. */
const KEPT_SECONDS = 90 * 24 * 60 * 60;

const entities = { request: RequestEntity, schedule: ScheduleEntity, owner: OwnerEntity };

/** The next state of the schedule that is there, if any; the schedule itself when nothing is to change. */
type RequestRule = (before: Schedule | undefined) => Schedule | undefined;

/**
 * Puts the schedule of a request in the place of the one that is there, and notes the version, in one transaction. It counts for nobody's quota.
 * @param rule what it throws is thrown, and nothing is noted
 * @throws Retryable when others were in the way each time
 */
async function take(request: RequestVersion, rule: RequestRule, now: Date): Promise<Taken> {
  const { ownerId, scheduleId, version } = request;
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const { data: note } = await RequestEntity.get({ ownerId, scheduleId }).go({ ...FAST, consistent: true });
    // First: one that does not hold any more may make no sense any more.
    if (note && note.requested >= version) return 'superseded';
    const before = await schedules.find(request);
    const refused = await store(request, now, before, rule(before));
    if (refused.length === 0) return 'taken';
    if (await owners.isClosed(ownerId)) return 'closed';
  }
  throw othersAreFaster('this schedule');
}

/**
 * Ends the schedule, in whichever state it is, and notes the version: a request with a lower one that comes late finds it.
 * @throws Retryable when others were in the way each time
 */
async function cancel(request: RequestVersion, now: Date): Promise<Taken> {
  return take(request, (before) => before && cancelled(before, now), now);
}

/** @returns the places of what was refused: the owner is closed, another request was faster, the schedule has changed meanwhile */
async function store(
  { ownerId, scheduleId, version }: RequestVersion,
  now: Date,
  before: Schedule | undefined,
  next: Schedule | undefined,
): Promise<readonly number[]> {
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS;
  const item = next === before || next === undefined ? undefined : scheduleItem(next);
  return refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.owner
        .check({ ownerId })
        .where(({ closed }, { notExists }) => notExists(closed))
        .commit(),
      write.request
        .put({ ownerId, scheduleId, requested: version, expiresAt })
        .where(({ requested }, { notExists, lt }) => `${notExists(requested)} OR ${lt(requested, version)}`)
        .commit(),
      (item === undefined ? write.schedule.check({ ownerId, scheduleId }) : write.schedule.put(item))
        .where((attributes, { eq, notExists }) =>
          before === undefined ? notExists(attributes.version) : eq(attributes.version, before.version),
        )
        .commit(),
    ]).go(),
  );
}

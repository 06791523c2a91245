import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
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

/**
 * Puts the schedule of a request in the place of the one that is there, and notes the version, in one transaction. It counts for nobody's quota.
 * @param rule makes the schedule out of the one that was there; what it throws is thrown, and nothing is noted
 * @throws Retryable when others were in the way each time
 */
async function take(
  request: RequestVersion,
  rule: (before: Schedule | undefined) => Schedule,
  now: Date,
): Promise<Taken> {
  return decide(request, async () => {
    const before = await schedules.find(request);
    return store(request, now, { before, next: rule(before) });
  });
}

/**
 * Removes the schedule in whichever state it is, and notes the version, in one transaction: a request with a lower one that comes late finds it.
 * @throws Retryable when others were in the way each time
 */
async function cancel(request: RequestVersion, now: Date): Promise<Taken> {
  return decide(request, async () => store(request, now));
}

/** Asks first, so that a request which does not hold any more is not looked at; writes, and asks again what was in the way. */
async function decide(
  { ownerId, scheduleId, version }: RequestVersion,
  write: () => Promise<readonly number[]>,
): Promise<Taken> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const { data: note } = await RequestEntity.get({ ownerId, scheduleId }).go({ ...FAST, consistent: true });
    if (note && note.requested >= version) return 'superseded';
    const refused = await write();
    if (refused.length === 0) return 'taken';
    if (await owners.isClosed(ownerId)) return 'closed';
  }
  throw othersAreFaster('this schedule');
}

/** @returns the places of what was refused: the owner is closed, another request was faster, the schedule has changed meanwhile */
async function store(
  { ownerId, scheduleId, version }: RequestVersion,
  now: Date,
  put?: { readonly before: Schedule | undefined; readonly next: Schedule },
): Promise<readonly number[]> {
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS;
  const item = put && scheduleItem(put.next);
  const before = put?.before;
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
      item === undefined
        ? // Without the condition that there is one, which `remove` has.
          write.schedule.delete({ ownerId, scheduleId }).commit()
        : before === undefined
          ? write.schedule.create(item).commit()
          : write.schedule
              .put(item)
              .where((attributes, { eq }) => eq(attributes.version, before.version))
              .commit(),
    ]).go(),
  );
}

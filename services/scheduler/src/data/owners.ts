import { Conflict, Forbidden } from '@libs/contracts/errors';
import { FAST } from '@libs/data';
import type { ScheduleRef } from '../domain/schedule.ts';
import { OwnerEntity } from './entities/owner.ts';
import { ScheduleEntity } from './entities/schedule.ts';
import { maxSchedules } from './max-schedules.ts';
import type { ScheduleItem } from './schedule-item.ts';

/** Whose schedules these are. */
export const owners = { recount, isClosed, close };

/** A person who is deleted is remembered so long: events that tell of the person may be that late. */
const TOMBSTONE_SECONDS = 90 * 24 * 60 * 60;

/** Of those that have finished so many times the limit are kept, for their 30 days. */
const KEPT_FINISHED = 2;

/**
 * After a refusal: counts the schedules of an owner anew, since those that finish are not counted down. Another attempt then finds room, if there is any.
 * It reads at most three times as many as the limit, beside what services asked for: those that were kept the last time, and those that were counted.
 * @param ref for which room is looked for: it is not dropped
 * @throws Forbidden `account-deleted`, Conflict `quota-exceeded` with the numbers
 */
async function recount({ ownerId, scheduleId: wanted }: ScheduleRef): Promise<void> {
  const limit = maxSchedules();
  const { data: owner } = await OwnerEntity.get({ ownerId }).go({ ...FAST, consistent: true });
  if (owner?.closed) throw new Forbidden('account-deleted', 'This account has been deleted');
  const { data } = await ScheduleEntity.query
    .one({ ownerId })
    .where((attributes, { notExists }) => notExists(attributes.requestedBy))
    .go({ ...FAST, consistent: true, pages: 'all' });
  const unfinished = data.filter(({ state }) => state !== 'finished').length;
  if (unfinished >= limit) {
    throw new Conflict('quota-exceeded', 'There is no room for another schedule: delete one first', {
      details: { schedules: unfinished, schedulesLimit: limit },
    });
  }
  await dropOldest(
    data.filter(({ scheduleId }) => scheduleId !== wanted),
    KEPT_FINISHED * limit,
  );
  // Somebody has deleted one since.
  if (!owner?.changes || (owner.schedules ?? 0) < limit) return;
  const { changes } = owner;
  await OwnerEntity.patch({ ownerId })
    .set({ schedules: unfinished })
    // What was created, revived or deleted since may have been counted or not.
    .where((attributes, { eq }) => eq(attributes.changes, changes))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

/** Removes those that have finished, save for the last ones. What is changed at this moment stays. */
async function dropOldest(schedules: readonly ScheduleItem[], kept: number): Promise<void> {
  const finished = schedules
    .filter(({ state }) => state === 'finished')
    .toSorted((a, b) => (a.listKey < b.listKey ? 1 : -1));
  await Promise.all(
    finished.slice(kept).map(async ({ ownerId, scheduleId, version }) =>
      ScheduleEntity.remove({ ownerId, scheduleId })
        .where((attributes, { eq }) => eq(attributes.version, version))
        .go({ ...FAST, returnOnConditionCheckFailure: true }),
    ),
  );
}

/** Whether the person's account is gone. Consistent. */
async function isClosed(ownerId: string): Promise<boolean> {
  const { data } = await OwnerEntity.get({ ownerId }).go({ ...FAST, consistent: true });
  return data?.closed === true;
}

/** From now on nothing is stored for this person. */
async function close(ownerId: string, now: Date): Promise<void> {
  await OwnerEntity.upsert({ ownerId })
    .set({ closed: true, expiresAt: Math.floor(now.getTime() / 1000) + TOMBSTONE_SECONDS })
    .go(FAST);
}

import { Conflict, Forbidden } from '@libs/contracts/errors';
import { FAST } from '@libs/data';
import { OwnerEntity } from './entities/owner.ts';
import { ScheduleEntity } from './entities/schedule.ts';
import { maxSchedules } from './max-schedules.ts';

/** Whose schedules these are. */
export const owners = { recount, isClosed, close };

/** A person who is deleted is remembered so long: events that tell of the person may be that late. */
const TOMBSTONE_SECONDS = 90 * 24 * 60 * 60;

/**
 * After a refusal: counts the schedules of an owner anew, since those that finish are not counted down. Another attempt then finds room, if there is any.
 * @throws Forbidden `account-deleted`, Conflict `quota-exceeded` with the numbers
 */
async function recount(ownerId: string): Promise<void> {
  const limit = maxSchedules();
  const { data: owner } = await OwnerEntity.get({ ownerId }).go({ ...FAST, consistent: true });
  if (owner?.closed) throw new Forbidden('account-deleted', 'This account has been deleted');
  const { data } = await ScheduleEntity.query
    .one({ ownerId })
    .where(
      (attributes, { ne, notExists }) => `${ne(attributes.state, 'finished')} AND ${notExists(attributes.requestedBy)}`,
    )
    .go({ ...FAST, consistent: true, pages: 'all', attributes: ['ownerId', 'scheduleId'] });
  if (data.length >= limit) {
    throw new Conflict('quota-exceeded', 'There is no room for another schedule: delete one first', {
      details: { schedules: data.length, schedulesLimit: limit },
    });
  }
  // Somebody has deleted one since.
  if (!owner?.changes || (owner.schedules ?? 0) < limit) return;
  const { changes } = owner;
  await OwnerEntity.patch({ ownerId })
    .set({ schedules: data.length })
    // What was created, revived or deleted since may have been counted or not.
    .where((attributes, { eq }) => eq(attributes.changes, changes))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
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

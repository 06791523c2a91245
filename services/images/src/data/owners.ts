import { FAST } from '@libs/data';
import type { ImageRef } from '../domain/image.ts';
import { ImageEntity } from './entities/image.ts';
import { OwnerEntity } from './entities/owner.ts';

/** Longer than a token of the person works (30 days) and than a message about them is kept (14 days, in a dead-letter queue). */
const CLOSED_SECONDS = 90 * 24 * 3600;

/** The people who have pictures. */
export const owners = { close, pictures };

/**
 * Takes nothing from this person any more, whether they had pictures or not. May be repeated.
 * @param now in epoch milliseconds
 */
async function close(ownerId: string, now = Date.now()): Promise<void> {
  await OwnerEntity.update({ ownerId })
    .set({ closed: true, expiresAt: Math.floor(now / 1000) + CLOSED_SECONDS })
    .remove(['avatarId'])
    .go(FAST);
}

/** The oldest pictures of a person in any state, consistent; none when there are none at all. */
async function pictures(ownerId: string, limit: number): Promise<ImageRef[]> {
  const { data } = await ImageEntity.query
    .one({ ownerId })
    .go({ ...FAST, consistent: true, limit, attributes: ['ownerId', 'imageId'] });
  return data.map(({ imageId }) => ({ ownerId, imageId }));
}

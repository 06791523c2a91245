import { eraseInBatches, FAST, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import { DeletionEntity } from './entities/deletion.ts';
import { PictureEntity } from './entities/picture.ts';
import { tombstoneExpiry } from './tombstone-expiry.ts';

/** Whose picture, and which. */
export interface PictureRef {
  readonly userId: string;
  readonly imageId: string;
}

/** The pictures of people that may be their avatars, as far as their events have come. */
export const pictures = { note, forget, erase };

/**
 * Notes that a picture is ready.
 * @returns `known` also for one that was deleted; `deleted` when the person was
 */
async function note({ userId, imageId }: PictureRef): Promise<'noted' | 'known' | 'deleted'> {
  const refused = await refusals(() =>
    createWriteTransaction({ picture: PictureEntity, deletion: DeletionEntity }, ({ picture, deletion }) => [
      picture.create({ userId, imageId }).commit(),
      deletion
        .check({ userId })
        .where((attributes, { notExists }) => notExists(attributes.userId))
        .commit(),
    ]).go(),
  );
  if (refused.length === 0) return 'noted';
  return refused.includes(1) ? 'deleted' : 'known';
}

/**
 * Leaves a tombstone of a picture, known or not: nobody makes it their avatar from now on.
 * @param now in epoch milliseconds
 */
async function forget({ userId, imageId }: PictureRef, now = Date.now()): Promise<void> {
  await PictureEntity.put({ userId, imageId, gone: true, expiresAt: tombstoneExpiry(now) }).go(FAST);
}

/**
 * Erases all that is known of a person's pictures; may be repeated and goes on where it ended.
 * @throws Retryable `erasure-goes-on` when there are more than one go may take
 */
async function erase(userId: string, batches?: number): Promise<void> {
  await eraseInBatches(
    () => PictureEntity.query.one({ userId }),
    (items) => PictureEntity.delete(items),
    batches,
  );
}

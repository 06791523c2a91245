import { Conflict, NotFound } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, refusals, transact } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import type { Image, ImageRef } from '../domain/image.ts';
import { isLiving, MOST_SHARES, type Share, shareIdOf } from '../domain/share.ts';
import { ImageEntity } from './entities/image.ts';
import { ShareEntity } from './entities/share.ts';
import { SharingEntity } from './entities/sharing.ts';
import { images } from './images.ts';
import { hashOf, newToken } from './share-token.ts';

const entities = { image: ImageEntity, share: ShareEntity, sharing: SharingEntity };

/** No link works for longer. */
const LONGEST_SECONDS = 90 * 24 * 3600;

/** The links to pictures. Times are passed in, in epoch milliseconds. */
export const shares = { create, list, open, withdraw, removeAll };

/**
 * Makes a link to a ready picture. The token is told here, and never again.
 * @param expiresAt epoch seconds
 * @throws NotFound `image-not-found`, Conflict `not-ready` and `too-many-shares`
 */
async function create(
  { ownerId, imageId }: ImageRef,
  expiresAt: number,
  now = Date.now(),
): Promise<{ token: string; share: Share }> {
  const token = newToken();
  const share = { tokenHash: hashOf(token), expiresAt, createdAt: new Date(now).toISOString() };
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const refused = await refusals(() =>
      createWriteTransaction(entities, (write) => [
        write.image
          .check({ ownerId, imageId })
          .where((attributes, { eq }) => eq(attributes.state, 'ready'))
          .commit(),
        write.share.create({ ...share, ownerId, imageId }).commit(),
        write.sharing
          .upsert({ imageId, ownerId, expiresAt: Math.floor(now / 1000) + LONGEST_SECONDS })
          .append({ shares: [share] })
          .add({ count: 1, version: 1 })
          .where(
            (attributes, { notExists, lt }) => `${notExists(attributes.count)} OR ${lt(attributes.count, MOST_SHARES)}`,
          )
          .commit(),
      ]).go(),
    );
    if (refused.length === 0) return { token, share };
    if (refused.includes(0)) {
      await images.get({ ownerId, imageId });
      throw new Conflict('not-ready', 'Only a picture that is ready can be shared');
    }
    if (!(await dropExpired(imageId, now))) {
      throw new Conflict('too-many-shares', 'There are too many links to this picture: withdraw one first', {
        details: { shares: MOST_SHARES, sharesLimit: MOST_SHARES },
      });
    }
  }
  throw othersAreFaster('this picture');
}

/**
 * The links to a picture that work, newest first.
 * @throws NotFound `image-not-found`
 */
async function list(ref: ImageRef, now = Date.now()): Promise<Share[]> {
  await images.get(ref);
  const sharing = await find(ref.imageId);
  return (sharing?.shares ?? []).filter((share) => isLiving(share, now)).toReversed();
}

/**
 * The picture to which a token leads, and until when (epoch seconds).
 * @throws NotFound `share-not-found`, the same for a token that never was, one that is over, and one whose picture is gone
 */
async function open(token: string, now = Date.now()): Promise<{ image: Image; expiresAt: number }> {
  const { data } = await ShareEntity.get({ tokenHash: hashOf(token) }).go({ ...FAST, consistent: true });
  const image = data && isLiving(data, now) ? await images.find(data) : undefined;
  if (!data || image?.state !== 'ready') throw new NotFound('share-not-found', 'This link does not lead to a picture');
  return { image, expiresAt: data.expiresAt };
}

/** Withdraws a link to a picture of this owner. What is not there is withdrawn already. */
async function withdraw({ ownerId, imageId }: ImageRef, shareId: string): Promise<void> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const sharing = await find(imageId);
    const share = sharing?.shares.find((one) => shareIdOf(one) === shareId);
    if (!sharing || !share || sharing.ownerId !== ownerId) return;
    const left = sharing.shares.filter((one) => one !== share);
    const refused = await refusals(() =>
      createWriteTransaction(entities, (write) => [
        write.share.delete({ tokenHash: share.tokenHash }).commit(),
        write.sharing
          .patch({ imageId })
          .set({ shares: left, count: left.length })
          .add({ version: 1 })
          .where((attributes, { eq }) => eq(attributes.version, sharing.version))
          .commit(),
      ]).go(),
    );
    if (refused.length === 0) return;
  }
  throw othersAreFaster('this picture');
}

/** Removes all links to a picture that is gone, so that no further ones come; may be repeated. */
async function removeAll(imageId: string): Promise<void> {
  const sharing = await find(imageId);
  if (!sharing) return;
  await transact(() =>
    createWriteTransaction(entities, (write) => [
      ...sharing.shares.map(({ tokenHash }) => write.share.delete({ tokenHash }).commit()),
      write.sharing.delete({ imageId }).commit(),
    ]).go(),
  );
}

/** Gives the places of expired links to new ones. @returns false when all of them work */
async function dropExpired(imageId: string, now: number): Promise<boolean> {
  const sharing = await find(imageId);
  if (!sharing) return true;
  const living = sharing.shares.filter((share) => isLiving(share, now));
  if (living.length === MOST_SHARES) return false;
  await SharingEntity.patch({ imageId })
    .set({ shares: living, count: living.length })
    .add({ version: 1 })
    .where((attributes, { eq }) => eq(attributes.version, sharing.version))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return true;
}

async function find(imageId: string) {
  const { data } = await SharingEntity.get({ imageId }).go({ ...FAST, consistent: true });
  return data ? { ownerId: data.ownerId, shares: data.shares ?? [], version: data.version ?? 0 } : undefined;
}

import { randomUUID } from 'node:crypto';
import { Conflict, Forbidden, NotFound, PreconditionFailed } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction, type EntityItem } from 'electrodb';
import type { Image, ImageChange, ImageRef, NewImage } from '../domain/image.ts';
import type { Quota } from '../domain/quota.ts';
import { DeletionEntity } from './entities/deletion.ts';
import { FingerprintEntity } from './entities/fingerprint.ts';
import { ImageEntity } from './entities/image.ts';
import { OwnerEntity } from './entities/owner.ts';
import { isForgotten, toImage } from './to-image.ts';
import { usage } from './usage.ts';

const entities = { image: ImageEntity, owner: OwnerEntity, deletion: DeletionEntity, fingerprint: FingerprintEntity };

/** Longer than a token of the person works (30 days) and than a message about the picture is kept (14 days, in a dead-letter queue). */
const TOMBSTONE_SECONDS = 90 * 24 * 3600;

/** The pictures, each with its owner. */
export const images = { create, find, get, getById, update, remove, expire, isDeleted };

/**
 * Stores a picture that is awaited, and counts it, in one transaction.
 * @throws Conflict `quota-exceeded` with the numbers; Forbidden `account-deleted`
 */
async function create({ ownerId, imageId, ...announced }: NewImage, quota: Quota): Promise<Image> {
  const now = new Date().toISOString();
  const item = { ...announced, ownerId, imageId, shard: imageId.slice(-1), createdAt: now, updatedAt: now };
  // The condition is on what is there: who has nothing yet may still ask for too much.
  const possible = quota.pictures > 0 && announced.bytes <= quota.bytes;
  if (possible && (await store())) {
    return { ...announced, ownerId, imageId, state: 'pending', version: 1, createdAt: now, updatedAt: now };
  }
  if (await usage.isClosed(ownerId)) throw new Forbidden('account-deleted', 'This account has been deleted');
  const { pictures, bytes } = await usage.get(ownerId, quota);
  throw new Conflict('quota-exceeded', 'There is no room for this picture: delete others first', {
    details: {
      pictures: pictures.used,
      picturesLimit: pictures.limit,
      bytes: bytes.used,
      bytesLimit: bytes.limit,
      bytesAsked: announced.bytes,
    },
  });

  async function store(): Promise<boolean> {
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ image, owner }) => [
        image.create(item).commit(),
        owner
          .upsert({ ownerId })
          .add({ pictures: 1, bytes: announced.bytes })
          .where(
            (attributes, { notExists, lt, lte }) =>
              `${notExists(attributes.closed)} AND (${notExists(attributes.pictures)} OR (${lt(attributes.pictures, quota.pictures)} AND ${lte(attributes.bytes, quota.bytes - announced.bytes)}))`,
          )
          .commit(),
      ]).go(),
    );
    return refused.length === 0;
  }
}

/** Consistent; undefined when the person has no such picture. */
async function find(ref: ImageRef): Promise<Image | undefined> {
  const data = await stored(ref);
  return data && !isForgotten(data) ? toImage(data) : undefined;
}

/** Also one whose time to live is over. */
async function stored(ref: ImageRef): Promise<EntityItem<typeof ImageEntity> | null> {
  const { data } = await ImageEntity.get(ref).go({ ...FAST, consistent: true });
  return data;
}

/** @throws NotFound `image-not-found` */
async function get(ref: ImageRef): Promise<Image> {
  const image = await find(ref);
  if (!image) throw notFound();
  return image;
}

/**
 * Somebody else's picture, which may be some milliseconds behind.
 * @throws NotFound `image-not-found`
 */
async function getById(imageId: string): Promise<Image> {
  const { data } = await ImageEntity.query.byId({ imageId }).go({ ...FAST, limit: 1 });
  const [item] = data;
  if (!item) throw notFound();
  return toImage(item);
}

/**
 * Changes a picture, and gives its new state. The SDK sends a write again when it got no answer, and DynamoDB may have done it the first time:
 * with the id of the change in the item the condition fails, and what is there is our own.
 * @param version that the picture must have; any when undefined
 * @throws NotFound `image-not-found`, PreconditionFailed `stale-version`
 */
async function update(
  ref: ImageRef,
  change: ImageChange,
  { version }: { version?: number | undefined } = {},
): Promise<Image> {
  const changeId: string = randomUUID();
  const { rejected, data } = await ImageEntity.patch(ref)
    .set({ ...change, changeId })
    .add({ version: 1 })
    .where((attributes, { eq, ne }) =>
      version === undefined ? ne(attributes.changeId, changeId) : eq(attributes.version, version),
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  if (!data || isForgotten(data)) throw notFound();
  if (rejected && data.changeId !== changeId) {
    throw new PreconditionFailed('stale-version', 'The picture has changed since you read it');
  }
  return toImage(data);
}

/**
 * Removes a picture, gives back what it counted, and leaves a tombstone, from which ImageDeleted and the erasure of its files follow.
 * What is not there is removed already.
 * @param now in epoch milliseconds
 */
async function remove(ref: ImageRef, now = Date.now()): Promise<void> {
  await removeIf(ref, () => true, now);
}

/**
 * Removes a picture that is still awaited, as `remove` does.
 * @param now in epoch milliseconds
 * @returns false when it is not awaited any more: something has arrived, or it is removed
 */
async function expire(ref: ImageRef, now = Date.now()): Promise<boolean> {
  return removeIf(ref, ({ state }) => state === 'pending', now);
}

async function removeIf(ref: ImageRef, isMeant: (image: Image) => boolean, now: number): Promise<boolean> {
  const expiresAt = Math.floor(now / 1000) + TOMBSTONE_SECONDS;
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const item = await stored(ref);
    const before = item && toImage(item);
    if (!before || !isMeant(before)) return false;
    const { ownerId, imageId, bytes, analysis, state } = before;
    // A rejected one counts nothing any more, and has left its fingerprint to the picture that it is a copy of.
    const kept = state !== 'rejected';
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ image, owner, deletion, fingerprint }) => [
        image
          .remove(ref)
          .where((attributes, { eq }) => eq(attributes.version, before.version))
          .commit(),
        deletion
          .put({
            imageId,
            ownerId,
            expiresAt,
            ...(analysis ? { labels: [...analysis.labels], perceptualHash: analysis.perceptualHash } : {}),
          })
          .commit(),
        ...(kept ? [owner.upsert({ ownerId }).add({ pictures: -1, bytes: -bytes }).commit()] : []),
        ...(kept && analysis ? [fingerprint.delete({ ownerId, sha256: analysis.sha256 }).commit()] : []),
      ]).go(),
    );
    if (refused.length === 0) return true;
  }
  throw othersAreFaster('this picture');
}

/** Whether there was such a picture, and it was deleted. */
async function isDeleted(imageId: string): Promise<boolean> {
  const { data } = await DeletionEntity.get({ imageId }).go({ ...FAST, consistent: true });
  return data !== null;
}

function notFound(): NotFound {
  return new NotFound('image-not-found', 'There is no such picture, or it is not for you to see');
}

import { randomUUID } from 'node:crypto';
import { Conflict, Forbidden, NotFound, PreconditionFailed, Unprocessable } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, type Page, page, type PageOptions, refusals } from '@libs/data';
import { createWriteTransaction, type EntityItem } from 'electrodb';
import {
  type Album,
  type AlbumChange,
  type AlbumRef,
  MOST_ALBUMS,
  MOST_IN_ALBUM,
  type NewAlbum,
} from '../domain/album.ts';
import { AlbumEntity } from './entities/album.ts';
import { OwnerEntity } from './entities/owner.ts';
import { picturesOf } from './pictures-of.ts';
import { usage } from './usage.ts';

/** Items of one BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;

/** The albums, each with its owner. What is put into one is a picture of the owner when it is written; who reads passes over what has gone since. */
export const albums = { create, list, get, update, append, takeOut, remove, dropPicture, removeAll };

/**
 * Stores an album, and counts it, in one transaction.
 * @throws Unprocessable `unknown-image`, Conflict `quota-exceeded` with the numbers, Forbidden `account-deleted`
 */
async function create({ ownerId, albumId, title, imageIds = [] }: NewAlbum): Promise<Album> {
  await assertOwn(ownerId, imageIds, imageIds);
  const now = new Date().toISOString();
  const item = { ownerId, albumId, title, imageIds: [...imageIds], createdAt: now, updatedAt: now };
  const refused = await refusals(() =>
    createWriteTransaction({ album: AlbumEntity, owner: OwnerEntity }, ({ album, owner }) => [
      album.create(item).commit(),
      owner
        .upsert({ ownerId })
        .add({ albums: 1 })
        .where(
          (attributes, { notExists, lt }) =>
            `${notExists(attributes.closed)} AND (${notExists(attributes.albums)} OR ${lt(attributes.albums, MOST_ALBUMS)})`,
        )
        .commit(),
    ]).go(),
  );
  if (refused.length === 0) return settled({ ...item, version: 1 }, imageIds);
  if (await usage.isClosed(ownerId)) throw new Forbidden('account-deleted', 'This account has been deleted');
  throw new Conflict('quota-exceeded', 'There is no room for another album: delete one first', {
    details: { albums: MOST_ALBUMS, albumsLimit: MOST_ALBUMS },
  });
}

/**
 * Newest first. DynamoDB ends a page at 1 MB, which is 50 of the largest albums.
 * @throws BadRequest `bad-cursor`
 */
async function list(ownerId: string, options: PageOptions = {}): Promise<Page<Album>> {
  const found = await page(AlbumEntity.query.one({ ownerId }), { ...options, order: 'desc' });
  return { ...found, items: found.items.map(toAlbum) };
}

/** Consistent. @throws NotFound `album-not-found` */
async function get(ref: AlbumRef): Promise<Album> {
  const album = await find(ref);
  if (!album) throw new NotFound('album-not-found', 'You have no such album');
  return album;
}

export interface Expected {
  /** That the album must have; any when undefined. */
  readonly version?: number | undefined;
}

/**
 * Changes an album, and gives its new state. Pictures that are new in it must be the owner's.
 * @throws NotFound `album-not-found`, Unprocessable `unknown-image`, PreconditionFailed `stale-version`
 */
async function update(ref: AlbumRef, change: AlbumChange, expected: Expected = {}): Promise<Album> {
  let added: string[] = [];
  const album = await rewrite(ref, expected, async ({ imageIds }) => {
    added = change.imageIds?.filter((id) => !imageIds.includes(id)) ?? [];
    await assertOwn(ref.ownerId, added, change.imageIds ?? []);
    return change;
  });
  return settled(album, added);
}

/**
 * Puts a picture at the end of an album, unless it is in it.
 * @throws NotFound `album-not-found` and `image-not-found`, Conflict `album-full`, PreconditionFailed `stale-version`
 */
async function append(ref: AlbumRef, imageId: string, expected: Expected = {}): Promise<Album> {
  const album = await rewrite(ref, expected, async ({ imageIds }) => {
    if (imageIds.includes(imageId)) return undefined;
    if (imageIds.length >= MOST_IN_ALBUM) {
      throw new Conflict('album-full', 'There is no room for another picture in this album', {
        details: { pictures: imageIds.length, picturesLimit: MOST_IN_ALBUM },
      });
    }
    const [image] = await picturesOf(ref.ownerId, [imageId]);
    if (!image) throw new NotFound('image-not-found', 'You have no such picture');
    return { imageIds: [...imageIds, imageId] };
  });
  return settled(album, [imageId]);
}

/**
 * Takes a picture out of an album; what is not in it is out of it already.
 * @throws NotFound `album-not-found`, PreconditionFailed `stale-version`
 */
async function takeOut(ref: AlbumRef, imageId: string, expected: Expected = {}): Promise<Album> {
  return rewrite(ref, expected, async ({ imageIds }) =>
    imageIds.includes(imageId) ? { imageIds: imageIds.filter((id) => id !== imageId) } : undefined,
  );
}

/** Removes an album, and gives back what it counted. What is not there is removed already. */
async function remove({ ownerId, albumId }: AlbumRef): Promise<void> {
  await refusals(() =>
    createWriteTransaction({ album: AlbumEntity, owner: OwnerEntity }, ({ album, owner }) => [
      album.remove({ ownerId, albumId }).commit(),
      owner.upsert({ ownerId }).add({ albums: -1 }).commit(),
    ]).go(),
  );
}

/** Takes a picture that is gone out of all albums of its owner; may be repeated. */
async function dropPicture(ownerId: string, imageId: string): Promise<void> {
  const { data } = await AlbumEntity.query
    .one({ ownerId })
    .where((attributes, { contains }) => contains(attributes.imageIds, imageId))
    .go({ ...FAST, consistent: true, pages: 'all' });
  for (const { albumId } of data) {
    try {
      await takeOut({ ownerId, albumId }, imageId);
    } catch (error) {
      // The album has gone in the meantime, and the picture with it.
      if (!(error instanceof NotFound)) throw error;
    }
  }
}

/**
 * Removes up to 25 albums of a person whose account is closed, so that no further ones come.
 * @returns whether there may be more
 */
async function removeAll(ownerId: string): Promise<boolean> {
  const { data, cursor } = await AlbumEntity.query
    .one({ ownerId })
    .go({ ...FAST, consistent: true, limit: BATCH, attributes: ['ownerId', 'albumId'] });
  if (data.length === 0) return false;
  const { unprocessed } = await AlbumEntity.delete(data).go(FAST);
  return cursor !== null || unprocessed.length > 0;
}

/** @throws Unprocessable `unknown-image` with the places in `all` of those among `ids` that are no pictures of the owner */
async function assertOwn(ownerId: string, ids: readonly string[], all: readonly string[]): Promise<void> {
  const own = new Set((await picturesOf(ownerId, ids)).map(({ imageId }) => imageId));
  const unknown = ids.filter((id) => !own.has(id));
  if (unknown.length === 0) return;
  throw new Unprocessable('unknown-image', 'An album holds pictures of your own alone', {
    errors: unknown.map((id) => ({
      pointer: `/body/imageIds/${all.indexOf(id)}`,
      code: 'unknown',
      message: 'is no picture of yours',
    })),
  });
}

/**
 * Looks again at the pictures that are new in an album. One that was deleted between the first look and the write has perhaps been dropped
 * from all albums before it was in this one, and would stay for good.
 */
async function settled(album: Album, added: readonly string[]): Promise<Album> {
  const present = new Set((await picturesOf(album.ownerId, added)).map(({ imageId }) => imageId));
  let state = album;
  for (const id of added) if (!present.has(id)) state = await takeOut(album, id);
  return state;
}

/** Reads an album, and writes what `change` makes of it unless somebody else has written since: then again. Nothing is written for undefined. */
async function rewrite(
  ref: AlbumRef,
  { version }: Expected,
  change: (before: Album) => Promise<AlbumChange | undefined>,
): Promise<Album> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await get(ref);
    if (version !== undefined && version !== before.version) {
      throw new PreconditionFailed('stale-version', 'The album has changed since you read it');
    }
    const changed = await change(before);
    if (!changed) return before;
    const after = await write(before, changed);
    if (after) return after;
  }
  throw othersAreFaster('this album');
}

/**
 * The new state; undefined when the album is not in the state `before` any more. The SDK sends a write again when it got no answer, and
 * DynamoDB may have done it the first time: with the id of the change in the item, what is there is our own.
 */
async function write(
  { ownerId, albumId, version }: Album,
  { title, imageIds }: AlbumChange,
): Promise<Album | undefined> {
  const changeId: string = randomUUID();
  const { data } = await AlbumEntity.patch({ ownerId, albumId })
    .set({
      ...(title === undefined ? {} : { title }),
      ...(imageIds === undefined ? {} : { imageIds: [...imageIds] }),
      changeId,
    })
    .add({ version: 1 })
    .where((attributes, { eq }) => eq(attributes.version, version))
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  return data?.changeId === changeId ? toAlbum(data) : undefined;
}

async function find(ref: AlbumRef): Promise<Album | undefined> {
  const { data } = await AlbumEntity.get(ref).go({ ...FAST, consistent: true });
  return data ? toAlbum(data) : undefined;
}

function toAlbum(item: EntityItem<typeof AlbumEntity>): Album {
  const { ownerId, albumId, title, imageIds, version, createdAt = '', updatedAt = '' } = item;
  return { ownerId, albumId, title, imageIds, version, createdAt, updatedAt };
}

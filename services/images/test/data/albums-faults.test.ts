import { randomUUID } from 'node:crypto';
import { cut, type FaultyProxy, faultyProxy, unprocessed } from '@libs/testing';
import { v7 } from 'uuid';
import { albums } from '../../src/data/albums.ts';
import { AlbumEntity } from '../../src/data/entities/album.ts';
import { images } from '../../src/data/images.ts';
import { picturesOf } from '../../src/data/pictures-of.ts';
import { ownTable, pending } from '../store.ts';

let proxy: FaultyProxy;
ownTable([AlbumEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const always = { times: Number.POSITIVE_INFINITY };

async function albumAndPicture() {
  const picture = await pending();
  const album = await albums.create({ ownerId: picture.ownerId, albumId: v7(), title: 'Summer' });
  return { picture, album };
}

/** Does something while a call is on its way to DynamoDB, which gets it after that. */
const meanwhile = (work: () => Promise<void>) => ({
  name: 'meanwhile',
  meet: async ({ forward, answer }: Parameters<ReturnType<typeof cut>['meet']>[0]) => {
    await work();
    answer(await forward());
  },
});

describe('a picture that is deleted between the look at it and the write', () => {
  it.each([
    [
      'to the end of an album',
      (album: Parameters<typeof albums.get>[0], imageId: string) => albums.append(album, imageId),
    ],
    [
      'by a new order',
      (album: Parameters<typeof albums.get>[0], imageId: string) => albums.update(album, { imageIds: [imageId] }),
    ],
  ])('does not come back %s', async (_, put) => {
    const { picture, album } = await albumAndPicture();
    const gone = async () => {
      await images.remove(picture);
      await albums.dropPicture(picture.ownerId, picture.imageId);
    };
    proxy.inject('DynamoDB.UpdateItem', meanwhile(gone));
    expect(await put(album, picture.imageId)).toMatchObject({ imageIds: [], version: 3 });
  });

  it('is in no new album', async () => {
    const picture = await pending();
    const { ownerId, imageId } = picture;
    const gone = async () => {
      await images.remove(picture);
      await albums.dropPicture(ownerId, imageId);
    };
    proxy.inject('DynamoDB.TransactWriteItems', meanwhile(gone));
    const album = await albums.create({ ownerId, albumId: v7(), title: 'Summer', imageIds: [imageId] });
    expect(await albums.get(album)).toMatchObject({ imageIds: [] });
  });
});

describe('when the connection dies after the write', () => {
  it('a change is made once, and answered as made', async () => {
    const { album } = await albumAndPicture();
    proxy.inject('DynamoDB.UpdateItem', cut('after'));
    const changed = await albums.update(album, { title: 'Winter' }, { version: 1 });
    expect(changed).toMatchObject({ title: 'Winter', version: 2 });
    expect(await albums.get(album)).toEqual(changed);
  });

  it('an album is made once, and counted once', async () => {
    const ownerId = randomUUID();
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'));
    const album = await albums.create({ ownerId, albumId: v7(), title: 'Summer' });
    expect((await albums.list(ownerId)).items).toEqual([album]);
  });
});

describe('when DynamoDB does a part of a batch', () => {
  it('the rest of the pictures is asked for again', async () => {
    const { picture } = await albumAndPicture();
    const { ownerId, imageId } = picture;
    const second = await pending({ ownerId });
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed((_, index) => index === 0),
      { times: 2 },
    );
    const found = await picturesOf(ownerId, [imageId, second.imageId]);
    expect(found.map((image) => image.imageId)).toEqual([imageId, second.imageId]);
  });

  it('again and again, nobody is told that a picture is not there', async () => {
    const { picture } = await albumAndPicture();
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed(() => true),
      always,
    );
    await expect(picturesOf(picture.ownerId, [picture.imageId])).rejects.toMatchObject({
      status: 503,
      type: 'temporarily-unavailable',
    });
  });

  it('the rest of the albums of a person who is gone is told to be left', async () => {
    const { album } = await albumAndPicture();
    proxy.inject(
      'DynamoDB.BatchWriteItem',
      unprocessed(() => true),
    );
    expect(await albums.removeAll(album.ownerId)).toBe(true);
    expect(await albums.removeAll(album.ownerId)).toBe(false);
    expect((await albums.list(album.ownerId)).items).toEqual([]);
  });
});

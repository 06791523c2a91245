import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { albums } from '../../src/data/albums.ts';
import { AlbumEntity } from '../../src/data/entities/album.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { images } from '../../src/data/images.ts';
import { picturesOf } from '../../src/data/pictures-of.ts';
import { processing } from '../../src/data/processing.ts';
import { MOST_ALBUMS, MOST_IN_ALBUM } from '../../src/domain/album.ts';
import { claimed, ownTable, pending, ready } from '../store.ts';

ownTable([AlbumEntity]);

/** A person with some pictures, awaited ones: an album does not ask for more. */
async function person(count = 3) {
  const ownerId = randomUUID();
  const pictures = await Promise.all(Array.from({ length: count }, () => pending({ ownerId })));
  return { ownerId, ids: pictures.map(({ imageId }) => imageId) };
}

async function album(ownerId: string, imageIds: readonly string[] = [], title = 'Summer') {
  return albums.create({ ownerId, albumId: v7(), title, imageIds });
}

async function countOf(ownerId: string): Promise<number | undefined> {
  const { data } = await OwnerEntity.get({ ownerId }).go({ consistent: true });
  return data?.albums;
}

const unknown = { status: 422, type: 'unknown-image' };

describe('making an album', () => {
  it('stores it in its first version, with its pictures in their order', async () => {
    const { ownerId, ids } = await person();
    const imageIds = ids.toReversed();
    const made = await album(ownerId, imageIds, 'Été 👩‍🚀');
    expect(made).toMatchObject({ ownerId, title: 'Été 👩‍🚀', imageIds, version: 1 });
    expect(await albums.get(made)).toEqual(made);
    expect(await countOf(ownerId)).toBe(1);
  });

  it('takes pictures of the owner alone, says which are not, and stores nothing', async () => {
    const { ownerId, ids } = await person(2);
    const { ids: others } = await person(1);
    const imageIds = [...ids, ...others, v7()];
    await expect(album(ownerId, imageIds)).rejects.toMatchObject({
      ...unknown,
      errors: [{ pointer: '/body/imageIds/2' }, { pointer: '/body/imageIds/3' }],
    });
    expect((await albums.list(ownerId)).items).toEqual([]);
    expect(await countOf(ownerId)).toBeUndefined();
  });

  it('takes no picture that was deleted or rejected', async () => {
    const { ownerId, ids } = await person(1);
    const rejected = await claimed({ ownerId });
    await processing.reject(rejected, { code: 'corrupt', message: 'The picture is damaged.' });
    await images.remove({ ownerId, imageId: ids[0] ?? '' });
    await expect(album(ownerId, ids)).rejects.toMatchObject(unknown);
    await expect(album(ownerId, [rejected.imageId])).rejects.toMatchObject(unknown);
  });

  it('takes as many pictures as there may be in one', async () => {
    const { ownerId, ids } = await person(MOST_IN_ALBUM);
    expect((await album(ownerId, ids)).imageIds).toEqual(ids);
  });

  it('stops at the quota, with the numbers, whoever asks at the same time', async () => {
    const { ownerId } = await person(0);
    await OwnerEntity.upsert({ ownerId })
      .add({ albums: MOST_ALBUMS - 3 })
      .go();
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => album(ownerId)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 409, type: 'quota-exceeded', details: { albums: 100, albumsLimit: 100 } },
    });
    expect((await albums.list(ownerId)).items).toHaveLength(3);
  });

  it('is over when the account is', async () => {
    const ownerId = randomUUID();
    await OwnerEntity.upsert({ ownerId }).set({ closed: true }).go();
    await expect(album(ownerId)).rejects.toMatchObject({ status: 403, type: 'account-deleted' });
  });
});

describe('finding albums', () => {
  it('gives them newest first, a page at a time', async () => {
    const ownerId = randomUUID();
    const made = [await album(ownerId), await album(ownerId), await album(ownerId)];
    const first = await albums.list(ownerId, { limit: 2 });
    const rest = await albums.list(ownerId, { limit: 2, cursor: first.next });
    expect([...first.items, ...rest.items]).toEqual(made.toReversed());
  });

  it('shows nothing of others, neither in the list nor by the id', async () => {
    const [ada, grace] = [await person(), await person()];
    const { albumId } = await album(grace.ownerId);
    expect((await albums.list(ada.ownerId)).items).toEqual([]);
    const strange = { ownerId: ada.ownerId, albumId };
    const nothing = { status: 404, type: 'album-not-found' };
    await expect(albums.get(strange)).rejects.toMatchObject(nothing);
    await expect(albums.update(strange, { title: 'Mine' })).rejects.toMatchObject(nothing);
    await expect(albums.append(strange, ada.ids[0] ?? '')).rejects.toMatchObject(nothing);
    await albums.remove(strange);
    expect(await albums.get({ ownerId: grace.ownerId, albumId })).toMatchObject({ title: 'Summer', version: 1 });
    expect(await countOf(ada.ownerId)).toBeUndefined();
  });
});

describe('changing an album', () => {
  it('gives the new state, one version on, and leaves alone what was not given', async () => {
    const { ownerId, ids } = await person();
    const before = await album(ownerId, ids);
    const titled = await albums.update(before, { title: 'Winter' });
    expect(titled).toEqual({ ...before, title: 'Winter', version: 2, updatedAt: titled.updatedAt });
    const turned = await albums.update(before, { imageIds: ids.toReversed() });
    expect(turned).toMatchObject({ title: 'Winter', imageIds: ids.toReversed(), version: 3 });
    expect(await albums.get(before)).toEqual(turned);
  });

  it('may empty it', async () => {
    const { ownerId, ids } = await person();
    expect(await albums.update(await album(ownerId, ids), { imageIds: [] })).toMatchObject({ imageIds: [] });
  });

  it('refuses a version that is not the present one, and changes nothing', async () => {
    const { ownerId, ids } = await person();
    const ref = await album(ownerId, ids);
    await albums.update(ref, { title: 'Newer' });
    const stale = { status: 412, type: 'stale-version' };
    await expect(albums.update(ref, { title: 'Late' }, { version: 1 })).rejects.toMatchObject(stale);
    await expect(albums.takeOut(ref, ids[0] ?? '', { version: 1 })).rejects.toMatchObject(stale);
    expect(await albums.get(ref)).toMatchObject({ title: 'Newer', imageIds: ids, version: 2 });
  });

  it('lets one of many who change the same version win', async () => {
    const ref = await album(randomUUID());
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((title) => albums.update(ref, { title }, { version: 1 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 412 } });
    expect(await albums.get(ref)).toMatchObject({ version: 2 });
  });

  it('takes no picture of others, and none that is not there, but keeps those that it has', async () => {
    const { ownerId, ids } = await person();
    const { ids: others } = await person(1);
    const ref = await album(ownerId, ids);
    await expect(albums.update(ref, { imageIds: [...ids, ...others] })).rejects.toMatchObject({
      ...unknown,
      errors: [{ pointer: '/body/imageIds/3', code: 'unknown' }],
    });
    expect(await albums.get(ref)).toMatchObject({ imageIds: ids, version: 1 });
  });

  it('puts a picture into several albums', async () => {
    const { ownerId, ids } = await person(1);
    const made = await Promise.all([album(ownerId, ids), album(ownerId, ids)]);
    expect(made.map(({ imageIds }) => imageIds)).toEqual([ids, ids]);
  });
});

describe('adding and taking out single pictures', () => {
  it('appends, and changes nothing when the picture is in it', async () => {
    const { ownerId, ids } = await person();
    const [first = '', second = ''] = ids;
    const ref = await album(ownerId, [second]);
    expect(await albums.append(ref, first)).toMatchObject({ imageIds: [second, first], version: 2 });
    expect(await albums.append(ref, second)).toMatchObject({ imageIds: [second, first], version: 2 });
    expect(await albums.takeOut(ref, second)).toMatchObject({ imageIds: [first], version: 3 });
    expect(await albums.takeOut(ref, second)).toMatchObject({ imageIds: [first], version: 3 });
  });

  it('loses none of several that are added at the same time', async () => {
    const { ownerId, ids } = await person(3);
    const ref = await album(ownerId);
    await Promise.all(ids.map((id) => albums.append(ref, id)));
    const { imageIds, version } = await albums.get(ref);
    expect({ imageIds: imageIds.toSorted(), version }).toEqual({ imageIds: ids.toSorted(), version: 4 });
  });

  it('takes no picture of another', async () => {
    const ref = await album(randomUUID());
    const { ids } = await person(1);
    const nothing = { status: 404, type: 'image-not-found' };
    await expect(albums.append(ref, ids[0] ?? '')).rejects.toMatchObject(nothing);
    await expect(albums.append(ref, v7())).rejects.toMatchObject(nothing);
  });

  it('refuses one more than there may be in an album, with the numbers', async () => {
    const { ownerId, ids } = await person(1);
    const full = await album(ownerId);
    await AlbumEntity.patch(full)
      .set({ imageIds: Array.from({ length: MOST_IN_ALBUM }, () => v7()) })
      .go();
    await expect(albums.append(full, ids[0] ?? '')).rejects.toMatchObject({
      status: 409,
      type: 'album-full',
      details: { pictures: 500, picturesLimit: 500 },
    });
  });
});

describe('deleting an album', () => {
  it('leaves the pictures, and makes room for another', async () => {
    const { ownerId, ids } = await person();
    const ref = await album(ownerId, ids);
    await albums.remove(ref);
    await expect(albums.get(ref)).rejects.toMatchObject({ status: 404, type: 'album-not-found' });
    expect(await picturesOf(ownerId, ids)).toHaveLength(3);
    expect(await countOf(ownerId)).toBe(0);
  });

  it('may be repeated, and be asked for by many at once: it is counted once', async () => {
    const ownerId = randomUUID();
    const [ref] = [await album(ownerId), await album(ownerId)];
    await Promise.all([albums.remove(ref), albums.remove(ref), albums.remove(ref)]);
    await albums.remove(ref);
    expect(await countOf(ownerId)).toBe(1);
  });

  it('is not undone by a change at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const ref = await album(randomUUID());
      await Promise.allSettled([albums.update(ref, { title: 'Late' }), albums.remove(ref)]);
      await expect(albums.get(ref)).rejects.toMatchObject({ status: 404 });
    }
  });
});

describe('a picture that is deleted', () => {
  it('is passed over by readers before it is dropped', async () => {
    const { ownerId, ids } = await person();
    const { imageIds } = await album(ownerId, ids);
    await images.remove({ ownerId, imageId: ids[1] ?? '' });
    expect((await picturesOf(ownerId, imageIds)).map(({ imageId }) => imageId)).toEqual([ids[0], ids[2]]);
  });

  it('does not stand in the way of a new order before it is dropped', async () => {
    const { ownerId, ids } = await person();
    const ref = await album(ownerId, ids);
    await images.remove({ ownerId, imageId: ids[1] ?? '' });
    expect(await albums.update(ref, { imageIds: ids.toReversed() })).toMatchObject({ version: 2 });
  });

  it('leaves all albums of its owner, and nothing else changes', async () => {
    const { ownerId, ids } = await person();
    const [gone = '', ...stay] = ids;
    const [one, two, three] = [await album(ownerId, ids), await album(ownerId, [gone]), await album(ownerId, stay)];
    await images.remove({ ownerId, imageId: gone });
    await albums.dropPicture(ownerId, gone);
    await albums.dropPicture(ownerId, gone);
    expect(await albums.get(one)).toMatchObject({ imageIds: stay, version: 2 });
    expect(await albums.get(two)).toMatchObject({ imageIds: [], version: 2 });
    expect(await albums.get(three)).toEqual(three);
  });

  it('is in no album in the end, whatever is written while it is dropped', async () => {
    for (let round = 0; round < 8; round++) {
      const { ownerId, ids } = await person();
      const [gone = '', ...stay] = ids;
      const [has, gets] = [await album(ownerId, ids), await album(ownerId, stay)];
      await Promise.allSettled([
        images.remove({ ownerId, imageId: gone }).then(() => albums.dropPicture(ownerId, gone)),
        albums.update(has, { imageIds: ids.toReversed() }),
        albums.update(gets, { imageIds: ids }),
        albums.append(gets, gone),
        album(ownerId, [gone]),
      ]);
      const { items } = await albums.list(ownerId);
      expect(items.flatMap(({ imageIds }) => imageIds)).not.toContain(gone);
    }
  });
});

describe('a person who is gone', () => {
  it('loses all albums, a bounded page at a time, and nobody else does', async () => {
    const [ownerId, other] = [randomUUID(), await album(randomUUID())];
    for (let count = 0; count < 30; count++) await album(ownerId);
    const more: boolean[] = [];
    do more.push(await albums.removeAll(ownerId));
    while (more.at(-1));
    expect(more).toEqual([true, false]);
    expect((await albums.list(ownerId)).items).toEqual([]);
    expect(await albums.removeAll(ownerId)).toBe(false);
    expect(await albums.get(other)).toEqual(other);
  });
});

describe('reading many pictures', () => {
  it('keeps their order over several batches', async () => {
    const { ownerId, ids } = await person(150);
    expect((await picturesOf(ownerId, ids.toReversed())).map(({ imageId }) => imageId)).toEqual(ids.toReversed());
  });

  it('gives nothing for the id of a picture that somebody else has', async () => {
    const { imageId } = await ready();
    expect(await picturesOf(randomUUID(), [imageId])).toEqual([]);
    expect(await picturesOf(randomUUID(), [])).toEqual([]);
  });
});

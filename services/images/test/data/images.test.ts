import { v7 } from 'uuid';
import { DeletionEntity } from '../../src/data/entities/deletion.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { usage } from '../../src/data/usage.ts';
import { analysed, announced, claimed, ownTable, PLENTY, pending, ready } from '../store.ts';

ownTable();

describe('announcing', () => {
  it('stores the picture as awaited, and counts it', async () => {
    const given = announced({ name: '../../etc/🏔️ /..\\hearth.jpg', bytes: 4096 });
    await images.create(given, PLENTY);
    expect(await images.get(given)).toEqual({
      ...given,
      state: 'pending',
      version: 1,
      createdAt: expect.stringMatching(/Z$/) as string,
      updatedAt: expect.stringMatching(/Z$/) as string,
    });
    expect(await usage.get(given.ownerId, PLENTY)).toEqual({
      pictures: { used: 1, limit: PLENTY.pictures },
      bytes: { used: 4096, limit: PLENTY.bytes },
    });
  });

  it('gives the very item that is stored', async () => {
    const image = await pending();
    expect(image).toEqual(await images.get(image));
  });

  it('refuses the picture over the number with the numbers, and stores nothing of it', async () => {
    const quota = { pictures: 2, bytes: 1_000_000 };
    const [first, second, third] = [announced(), announced(), announced()];
    const { ownerId } = first;
    await images.create(first, quota);
    await images.create({ ...second, ownerId }, quota);
    await expect(images.create({ ...third, ownerId }, quota)).rejects.toMatchObject({
      status: 409,
      type: 'quota-exceeded',
      details: { pictures: 2, picturesLimit: 2, bytes: 2000, bytesLimit: 1_000_000, bytesAsked: 1000 },
    });
    expect(await images.find({ ...third, ownerId })).toBeUndefined();
  });

  it('takes the last byte that there is room for, and not one more', async () => {
    const quota = { pictures: 10, bytes: 2000 };
    const { ownerId } = announced();
    await images.create(announced({ ownerId, bytes: 1000 }), quota);
    await expect(images.create(announced({ ownerId, bytes: 1001 }), quota)).rejects.toMatchObject({ status: 409 });
    await expect(images.create(announced({ ownerId, bytes: 1000 }), quota)).resolves.toMatchObject({
      state: 'pending',
    });
  });

  it('refuses the very first picture, too, when it alone is over the quota', async () => {
    const quota = { pictures: 10, bytes: 500 };
    await expect(images.create(announced({ bytes: 501 }), quota)).rejects.toMatchObject({ type: 'quota-exceeded' });
    await expect(images.create(announced(), { pictures: 0, bytes: 5000 })).rejects.toMatchObject({
      type: 'quota-exceeded',
    });
  });

  it('holds to the quota when many come at the same time', async () => {
    const quota = { pictures: 3, bytes: 1_000_000 };
    const { ownerId } = announced();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, async () => images.create(announced({ ownerId }), quota)),
    );
    const counted = await usage.get(ownerId, quota);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(counted.pictures.used);
    expect(counted.pictures.used).toBeLessThanOrEqual(3);
  });

  it('takes nothing from somebody whose account is gone', async () => {
    const given = announced();
    await OwnerEntity.upsert({ ownerId: given.ownerId, closed: true }).go();
    await expect(images.create(given, PLENTY)).rejects.toMatchObject({ status: 403, type: 'account-deleted' });
  });
});

describe('finding', () => {
  it('finds a picture by its id alone, for others', async () => {
    const image = await ready();
    expect(await images.getById(image.imageId)).toEqual(image);
    await expect(images.getById(v7())).rejects.toMatchObject({ status: 404, type: 'image-not-found' });
  });

  it("does not find another person's picture among one's own", async () => {
    const image = await ready();
    await expect(images.get({ ...image, ownerId: announced().ownerId })).rejects.toMatchObject({ status: 404 });
  });
});

describe('changing', () => {
  it('changes what is given, and counts the version', async () => {
    const image = await pending();
    const changed = await images.update(image, { title: 'Hearth 🔥', visibility: 'public' }, { version: 1 });
    expect(changed).toMatchObject({ title: 'Hearth 🔥', altText: '', visibility: 'public', version: 2 });
    expect(await images.get(image)).toEqual(changed);
  });

  it('refuses a change of a state that is no more', async () => {
    const image = await claimed();
    await expect(images.update(image, { title: 'Late' }, { version: 1 })).rejects.toMatchObject({
      status: 412,
      type: 'stale-version',
    });
  });

  it('lets one of two changes of the same state win', async () => {
    const image = await pending();
    const outcomes = await Promise.allSettled(
      ['A', 'B', 'C'].map(async (title) => images.update(image, { title }, { version: 1 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('makes no picture of a change', async () => {
    const given = announced();
    await expect(images.update(given, { title: 'Ghost' })).rejects.toMatchObject({ status: 404 });
    expect(await images.find(given)).toBeUndefined();
  });
});

describe('deleting', () => {
  it('removes the picture, gives back what it counted, and leaves a tombstone with what else there is of it', async () => {
    const image = await ready({}, { labels: ['dog', 'fire'], perceptualHash: '0123456789abcdef' });
    await images.remove(image, Date.UTC(2026, 0, 1));
    expect(await images.find(image)).toBeUndefined();
    expect(await images.isDeleted(image.imageId)).toBe(true);
    expect(await usage.get(image.ownerId, PLENTY)).toMatchObject({ pictures: { used: 0 }, bytes: { used: 0 } });
    const { data } = await DeletionEntity.get(image).go({ consistent: true });
    expect(data).toMatchObject({
      ownerId: image.ownerId,
      labels: ['dog', 'fire'],
      perceptualHash: '0123456789abcdef',
      expiresAt: Date.UTC(2026, 3, 1) / 1000,
    });
  });

  it('counts once, however often and however concurrently it is asked for', async () => {
    const image = await pending();
    const other = await pending({ ownerId: image.ownerId });
    await Promise.all([1, 2, 3].map(async () => images.remove(image)));
    await images.remove(image);
    expect(await usage.get(image.ownerId, PLENTY)).toMatchObject({
      pictures: { used: 1 },
      bytes: { used: other.bytes },
    });
  });

  it("leaves no tombstone for what was not there, nor for another person's picture", async () => {
    const image = await pending();
    await images.remove({ ...image, ownerId: announced().ownerId });
    expect(await images.isDeleted(image.imageId)).toBe(false);
    expect(await images.find(image)).toBeDefined();
  });

  it('does not give back what a rejected picture had given back already', async () => {
    const other = await ready();
    const image = await claimed({ ownerId: other.ownerId });
    await processing.recordAnalysis(image, 'v1', analysed());
    await processing.reject(image, { code: 'corrupt', message: 'Broken.' });
    await images.remove(image);
    expect(await usage.get(image.ownerId, PLENTY)).toMatchObject({
      pictures: { used: 1 },
      bytes: { used: other.bytes },
    });
  });
});

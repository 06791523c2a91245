import { randomUUID } from 'node:crypto';
import { avatars } from '../../src/data/avatars.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { ownTable, person } from '../store.ts';

ownTable();

const notFound = { status: 404, type: 'picture-not-found' };

/** A person with pictures that are ready. */
async function withPictures(count: number) {
  const ada = person();
  await profiles.register([ada]);
  const imageIds = Array.from({ length: count }, () => randomUUID());
  await Promise.all(imageIds.map(async (imageId) => pictures.note({ userId: ada.id, imageId })));
  const [first = '', second = ''] = imageIds;
  return { id: ada.id, first, second };
}

describe('making a picture the avatar', () => {
  it('gives the new state, one version on, and keeps the rest', async () => {
    const { id, first } = await withPictures(1);
    const before = await profiles.get(id);
    const after = await avatars.set(id, first);
    expect(after).toEqual({ ...before, avatar: { imageId: first }, version: 2, updatedAt: after.updatedAt });
    expect(await profiles.get(id)).toEqual(after);
  });

  it('replaces the one before', async () => {
    const { id, first, second } = await withPictures(2);
    await avatars.set(id, first);
    expect(await avatars.set(id, second, { version: 2 })).toMatchObject({ avatar: { imageId: second }, version: 3 });
  });

  it('that it is already changes nothing, whatever version is named', async () => {
    const { id, first } = await withPictures(1);
    const set = await avatars.set(id, first, { version: 1 });
    expect(await avatars.set(id, first, { version: 1 })).toEqual(set);
    expect(await profiles.get(id)).toEqual(set);
  });

  it('knows an id in capitals again', async () => {
    const { id, first } = await withPictures(1);
    expect(await avatars.set(id, first.toUpperCase())).toMatchObject({ avatar: { imageId: first } });
    await avatars.drop(id, first);
    expect(await profiles.get(id)).not.toHaveProperty('avatar');
  });

  it.each([
    ['is unknown', async () => randomUUID()],
    ['is of another person', async () => (await withPictures(1)).first],
    [
      'was deleted',
      async (userId: string) => {
        const imageId = randomUUID();
        await pictures.note({ userId, imageId });
        await pictures.forget({ userId, imageId });
        return imageId;
      },
    ],
    [
      'was deleted before its event came',
      async (userId: string) => {
        const imageId = randomUUID();
        await pictures.forget({ userId, imageId });
        await pictures.note({ userId, imageId });
        return imageId;
      },
    ],
  ])('refuses one that %s, and changes nothing', async (_, imageOf) => {
    const { id, first } = await withPictures(1);
    const before = await avatars.set(id, first);
    await expect(avatars.set(id, await imageOf(id))).rejects.toMatchObject(notFound);
    expect(await profiles.get(id)).toEqual(before);
  });

  it('refuses a version that is not the present one', async () => {
    const { id, first } = await withPictures(1);
    await profiles.update(id, { bio: 'newer' });
    await expect(avatars.set(id, first, { version: 1 })).rejects.toMatchObject({ status: 412, type: 'stale-version' });
    expect(await profiles.get(id)).not.toHaveProperty('avatar');
  });

  it('knows no profile of a stranger, nor of one who is deleted', async () => {
    const { id, first } = await withPictures(1);
    await profiles.remove(id);
    const nobody = { status: 404, type: 'profile-not-found' };
    await expect(avatars.set(id, first)).rejects.toMatchObject(nobody);
    await expect(avatars.set(randomUUID(), first)).rejects.toMatchObject(nobody);
    await expect(avatars.remove(id)).rejects.toMatchObject(nobody);
    await expect(profiles.get(id)).rejects.toMatchObject(nobody);
  });

  it('loses no other change that is made at the same time', async () => {
    const { id, first, second } = await withPictures(2);
    await Promise.all([avatars.set(id, first), profiles.update(id, { bio: 'bio' }), avatars.set(id, second)]);
    const { bio, avatar, version } = await profiles.get(id);
    expect({ bio, version }).toEqual({ bio: 'bio', version: 4 });
    expect([first, second]).toContain(avatar?.imageId);
  });

  it('of many who name the same version lets one win', async () => {
    const { id, first, second } = await withPictures(2);
    const outcomes = await Promise.allSettled([
      avatars.set(id, first, { version: 1 }),
      avatars.set(id, second, { version: 1 }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await profiles.get(id)).toMatchObject({ version: 2 });
  });
});

describe('taking the avatar off', () => {
  it('gives the profile without it, one version on', async () => {
    const { id, first } = await withPictures(1);
    const { avatar: _, ...rest } = await avatars.set(id, first);
    const after = await avatars.remove(id, { version: 2 });
    expect(after).toEqual({ ...rest, version: 3, updatedAt: after.updatedAt });
    expect(await profiles.get(id)).toEqual(after);
  });

  it('where there is none changes nothing, whatever version is named', async () => {
    const { id } = await withPictures(0);
    const before = await profiles.get(id);
    expect(await avatars.remove(id)).toEqual(before);
    expect(await avatars.remove(id, { version: 7 })).toEqual(before);
    expect(await profiles.get(id)).toEqual(before);
  });

  it('refuses a version that is not the present one', async () => {
    const { id, first } = await withPictures(1);
    const set = await avatars.set(id, first);
    await expect(avatars.remove(id, { version: 1 })).rejects.toMatchObject({ status: 412, type: 'stale-version' });
    expect(await profiles.get(id)).toEqual(set);
  });
});

describe('dropping a picture', () => {
  it('takes it off the profile once, and leaves another where it is', async () => {
    const { id, first, second } = await withPictures(2);
    await avatars.set(id, first);
    await avatars.drop(id, second);
    expect(await profiles.get(id)).toMatchObject({ avatar: { imageId: first }, version: 2 });
    await Promise.all([avatars.drop(id, first), avatars.drop(id, first)]);
    const after = await profiles.get(id);
    expect(after).not.toHaveProperty('avatar');
    expect(after.version).toBe(3);
  });

  it('does nothing for one without a profile', async () => {
    const userId = randomUUID();
    await avatars.drop(userId, randomUUID());
    await expect(profiles.get(userId)).rejects.toMatchObject({ status: 404 });
  });
});

import { randomUUID } from 'node:crypto';
import { correlate } from '@libs/observability';
import { DeletionEntity } from '../../src/data/entities/deletion.ts';
import { profiles } from '../../src/data/profiles.ts';
import { isDeleted, ownerOf, ownTable, person } from '../store.ts';

ownTable();

async function registered(given: Parameters<typeof person>[0] = {}) {
  const ada = person(given);
  await profiles.register([ada]);
  return ada;
}

describe('registering', () => {
  it('stores the profile in its first version and takes the handle', async () => {
    const ada = await registered({ displayName: 'عايدة 👩‍🚀' });
    expect(await profiles.get(ada.id)).toEqual({
      ...ada,
      bio: '',
      version: 1,
      createdAt: expect.stringMatching(/Z$/) as string,
      updatedAt: expect.stringMatching(/Z$/) as string,
    });
    expect(await ownerOf(ada.handle)).toBe(ada.id);
  });

  it('keeps the profile of a person who is there already', async () => {
    const ada = await registered();
    await profiles.update(ada.id, { displayName: 'Countess' });
    expect(await profiles.register([ada])).toBe('known');
    expect(await profiles.get(ada.id)).toMatchObject({ displayName: 'Countess', version: 2 });
  });

  it('takes the next handle when the first is taken', async () => {
    const { handle } = await registered();
    const second = person();
    await profiles.register([{ ...second, handle }, second]);
    expect(await profiles.get(second.id)).toMatchObject({ handle: second.handle });
  });

  it('refuses when no handle is free, and stores nothing', async () => {
    const { handle } = await registered();
    const second = person({ handle });
    await expect(profiles.register([second])).rejects.toMatchObject({ status: 409, type: 'handle-taken' });
    await expect(profiles.get(second.id)).rejects.toMatchObject({ status: 404 });
  });

  it('gives one handle to one of many who sign up for it at the same time, and to each of the others their own', async () => {
    const { handle } = person();
    const people = Array.from({ length: 8 }, () => person());
    const outcomes = await Promise.all(people.map((one) => profiles.register([{ ...one, handle }, one])));
    const handles = await Promise.all(people.map(async ({ id }) => (await profiles.get(id)).handle));
    expect(new Set(outcomes)).toEqual(new Set(['registered']));
    expect(handles.filter((given) => given === handle)).toHaveLength(1);
    expect(new Set(handles).size).toBe(8);
    expect(await ownerOf(handle)).toBe(people[handles.indexOf(handle)]?.id);
  });

  it('makes one profile of a trigger that is delivered many times at once', async () => {
    const ada = person();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => profiles.register([ada])));
    expect(outcomes.toSorted()).toEqual(['known', 'known', 'known', 'known', 'known', 'registered']);
    expect(await profiles.get(ada.id)).toMatchObject({ version: 1 });
  });
});

describe('changing', () => {
  it('gives the new state, one version on', async () => {
    const ada = await registered();
    const before = await profiles.get(ada.id);
    const after = await profiles.update(ada.id, { displayName: 'Lovelace', bio: 'First\nprogrammer' });
    expect(after).toEqual({
      ...before,
      displayName: 'Lovelace',
      bio: 'First\nprogrammer',
      version: 2,
      updatedAt: after.updatedAt,
    });
    expect(after.updatedAt >= before.updatedAt).toBe(true);
    expect(await profiles.get(ada.id)).toEqual(after);
  });

  it('refuses a version that is not the present one, and changes nothing', async () => {
    const ada = await registered();
    await profiles.update(ada.id, { bio: 'newer' });
    const stale = { status: 412, type: 'stale-version' };
    await expect(profiles.update(ada.id, { bio: 'late' }, { version: 1 })).rejects.toMatchObject(stale);
    await expect(profiles.update(ada.id, { handle: person().handle }, { version: 1 })).rejects.toMatchObject(stale);
    expect(await profiles.get(ada.id)).toMatchObject({ bio: 'newer', handle: ada.handle, version: 2 });
  });

  it('lets one of many who change the same version win', async () => {
    const ada = await registered();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => profiles.update(ada.id, { bio: `${n}` }, { version: 1 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await profiles.get(ada.id)).toMatchObject({ version: 2 });
  });

  it('loses no change of many made at once without a version', async () => {
    const ada = await registered();
    await Promise.all([
      profiles.update(ada.id, { bio: 'bio' }),
      profiles.update(ada.id, { displayName: 'Lovelace' }),
      profiles.update(ada.id, { handle: `${ada.handle}_x` }),
    ]);
    expect(await profiles.get(ada.id)).toMatchObject({
      bio: 'bio',
      displayName: 'Lovelace',
      handle: `${ada.handle}_x`,
      version: 4,
    });
  });

  it('takes a new handle, folded, and frees the old one for others', async () => {
    const ada = await registered();
    const changed = await profiles.update(ada.id, { handle: `${ada.handle}_NEW`, bio: 'both' });
    expect(changed).toMatchObject({ handle: `${ada.handle}_new`, bio: 'both', version: 2 });
    expect(await profiles.get(ada.id)).toEqual(changed);
    expect(await ownerOf(`${ada.handle}_new`)).toBe(ada.id);
    const second = await registered({ handle: ada.handle });
    expect(await ownerOf(ada.handle)).toBe(second.id);
  });

  it('takes several new handles of one person asked for at once, one after the other, and keeps the last alone', async () => {
    const ada = await registered();
    const wished = ['b', 'c', 'd'].map((letter) => `${ada.handle}_${letter}`);
    await Promise.all(wished.map((handle) => profiles.update(ada.id, { handle })));
    const { handle, version } = await profiles.get(ada.id);
    const owned = await Promise.all([ada.handle, ...wished].map(async (one) => ((await ownerOf(one)) ? [one] : [])));
    expect({ owned: owned.flat(), version }).toEqual({ owned: [handle], version: 4 });
  });

  it('refuses the handle of somebody else and says where', async () => {
    const [ada, grace] = [await registered(), await registered()];
    await expect(profiles.update(ada.id, { handle: grace.handle.toUpperCase(), bio: 'lost' })).rejects.toMatchObject({
      status: 409,
      type: 'handle-taken',
      errors: [{ pointer: '/body/handle' }],
    });
    expect(await profiles.get(ada.id)).toMatchObject({ handle: ada.handle, bio: '', version: 1 });
  });

  it("takes the person's own handle for no change of it", async () => {
    const ada = await registered();
    expect(await profiles.update(ada.id, { handle: ada.handle.toUpperCase(), bio: 'new' })).toMatchObject({
      handle: ada.handle,
      bio: 'new',
      version: 2,
    });
    expect(await ownerOf(ada.handle)).toBe(ada.id);
  });

  it('knows no profile of a stranger', async () => {
    const nobody = { status: 404, type: 'profile-not-found' };
    await expect(profiles.get(randomUUID())).rejects.toMatchObject(nobody);
    await expect(profiles.update(randomUUID(), { bio: '' })).rejects.toMatchObject(nobody);
    await expect(profiles.update(randomUUID(), { handle: 'anything' })).rejects.toMatchObject(nobody);
  });
});

describe('removing', () => {
  it('takes the profile, frees the handle and leaves a tombstone with the correlation id', async () => {
    const ada = await registered();
    await correlate({ correlationId: 'the-request' }, () => profiles.remove(ada.id, Date.parse('2026-01-01')));
    await expect(profiles.get(ada.id)).rejects.toMatchObject({ status: 404 });
    expect(await ownerOf(ada.handle)).toBeUndefined();
    const { data } = await DeletionEntity.get({ userId: ada.id }).go();
    expect(data).toMatchObject({ correlationId: 'the-request', expiresAt: Date.parse('2026-04-01') / 1000 });
  });

  it('may be repeated, and be asked for by many at once', async () => {
    const ada = await registered();
    await Promise.all([profiles.remove(ada.id), profiles.remove(ada.id), profiles.remove(ada.id)]);
    await profiles.remove(ada.id);
    expect(await isDeleted(ada.id)).toBe(true);
  });

  it('brings nobody back whose trigger comes late or again', async () => {
    const ada = await registered();
    await profiles.remove(ada.id);
    expect(await profiles.register([ada])).toBe('deleted');
    await expect(profiles.get(ada.id)).rejects.toMatchObject({ status: 404 });
    expect(await ownerOf(ada.handle)).toBeUndefined();
  });

  it('deletes one who has a token but never got a profile', async () => {
    const ada = person();
    await profiles.remove(ada.id);
    expect(await profiles.register([ada])).toBe('deleted');
  });

  it('leaves no profile behind when the person is registered, or takes a new handle, at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const [fresh, known] = [person(), await registered()];
      await Promise.allSettled([
        profiles.register([fresh]),
        profiles.remove(fresh.id),
        profiles.update(known.id, { handle: `${known.handle}_y` }),
        profiles.remove(known.id),
      ]);
      await expect(profiles.get(fresh.id)).rejects.toMatchObject({ status: 404 });
      await expect(profiles.get(known.id)).rejects.toMatchObject({ status: 404 });
      const owners = await Promise.all([fresh.handle, known.handle, `${known.handle}_y`].map(ownerOf));
      expect(owners).toEqual([undefined, undefined, undefined]);
    }
  });
});

import { randomUUID } from 'node:crypto';
import { PictureEntity } from '../../src/data/entities/picture.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { ownTable, person, picturesOf } from '../store.ts';

ownTable();

const picture = (userId: string = randomUUID()) => ({ userId, imageId: randomUUID() });

describe('a picture', () => {
  it('is noted once, however often it is told of', async () => {
    const ref = picture();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => pictures.note(ref)));
    expect(outcomes.toSorted()).toEqual(['known', 'known', 'known', 'noted']);
    expect(await picturesOf(ref.userId)).toEqual([{ imageId: ref.imageId, gone: false }]);
  });

  it('that is deleted stays so, whether it was known or not, for 90 days', async () => {
    const [known, unknown] = [picture(), picture()];
    await pictures.note(known);
    for (const ref of [known, unknown]) {
      await pictures.forget(ref, Date.parse('2026-01-01'));
      expect(await pictures.note(ref)).toBe('known');
      const { data } = await PictureEntity.get(ref).go({ consistent: true });
      expect(data).toMatchObject({ gone: true, expiresAt: Date.parse('2026-04-01') / 1000 });
    }
  });

  it('of a deleted person is not noted', async () => {
    const ada = person();
    await profiles.register([ada]);
    await profiles.remove(ada.id);
    expect(await pictures.note(picture(ada.id))).toBe('deleted');
    expect(await picturesOf(ada.id)).toEqual([]);
  });

  it('and its tombstone are erased in bounded batches that go on where the last one ended', async () => {
    const [userId, other] = [randomUUID(), randomUUID()];
    const refs = Array.from({ length: 60 }, () => picture(userId));
    await Promise.all(refs.map(async (ref, n) => (n % 2 ? pictures.note(ref) : pictures.forget(ref))));
    await pictures.note(picture(other));
    await expect(pictures.erase(userId, 2)).rejects.toMatchObject({ type: 'erasure-goes-on', permanent: false });
    expect(await picturesOf(userId)).toHaveLength(10);
    await pictures.erase(userId, 2);
    await pictures.erase(userId, 2);
    expect(await picturesOf(userId)).toEqual([]);
    expect(await picturesOf(other)).toHaveLength(1);
  });
});

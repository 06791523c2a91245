import { randomUUID } from 'node:crypto';
import { orders } from '@libs/testing';
import { avatars } from '../../src/data/avatars.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { usage } from '../../src/data/usage.ts';
import { ownTable, pending, PLENTY } from '../store.ts';

ownTable();

const [first, second] = [randomUUID(), randomUUID()];

describe('the avatar of a person', () => {
  it('is none until a profile tells of one', async () => {
    expect(await avatars.of(randomUUID())).toBeUndefined();
  });

  it.each(
    orders([
      { imageId: first, profileVersion: 2 },
      { imageId: second, profileVersion: 3 },
      { imageId: undefined, profileVersion: 5 },
    ]),
  )('is what the newest profile says, whatever comes last: %j %j %j', async (...told) => {
    const ownerId = randomUUID();
    for (const { imageId, profileVersion } of told) await avatars.note({ ownerId, imageId, profileVersion });
    expect(await avatars.of(ownerId)).toBeUndefined();
    expect(await avatars.note({ ownerId, imageId: first, profileVersion: 6 })).toBe(true);
    expect(await avatars.of(ownerId)).toBe(first);
  });

  it('is noted once, however often it is told', async () => {
    const told = { ownerId: randomUUID(), imageId: first, profileVersion: 2 };
    const noted = await Promise.all(Array.from({ length: 4 }, () => avatars.note(told)));
    expect(noted.filter(Boolean)).toHaveLength(1);
    expect(await avatars.of(told.ownerId)).toBe(first);
  });

  it('of many that are told of at once is the newest', async () => {
    const ownerId = randomUUID();
    const told = Array.from({ length: 8 }, (_, n) => ({ ownerId, imageId: randomUUID(), profileVersion: n + 2 }));
    await Promise.all(told.map(avatars.note));
    expect(await avatars.of(ownerId)).toBe(told[7]?.imageId);
  });

  it('stands beside what the person has, and neither changes the other', async () => {
    const { ownerId, bytes } = await pending();
    await avatars.note({ ownerId, imageId: first, profileVersion: 2 });
    await pending({ ownerId });
    expect(await usage.get(ownerId, PLENTY)).toMatchObject({ pictures: { used: 2 }, bytes: { used: 2 * bytes } });
    expect(await avatars.of(ownerId)).toBe(first);
  });

  it('that is noted before the first picture takes nothing from the quota', async () => {
    const ownerId = randomUUID();
    await avatars.note({ ownerId, imageId: undefined, profileVersion: 2 });
    await pending({ ownerId });
    expect(await usage.get(ownerId, PLENTY)).toMatchObject({ pictures: { used: 1 } });
  });

  it('is not noted of one whose account is gone', async () => {
    const ownerId = randomUUID();
    await OwnerEntity.upsert({ ownerId }).set({ closed: true }).go();
    expect(await avatars.note({ ownerId, imageId: first, profileVersion: 2 })).toBe(false);
    expect(await avatars.of(ownerId)).toBeUndefined();
  });
});

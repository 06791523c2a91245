import { randomUUID } from 'node:crypto';
import { SignInEntity } from '../../src/data/entities/sign-in.ts';
import { profiles } from '../../src/data/profiles.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { ownTable, person } from '../store.ts';

ownTable();

const email = 'ada@example.com';
const DAY = 24 * 3600 * 1000;

async function registered(): Promise<string> {
  const ada = person({ email });
  await profiles.register([ada]);
  return ada.id;
}

async function signedIn(userId: string, at: number): Promise<string> {
  const id = randomUUID();
  await signIns.record(
    { userId, email },
    { id, at: new Date(at).toISOString(), clientId: 'console', newDevice: false },
  );
  return id;
}

describe('sign-ins', () => {
  it('are listed latest first, page by page', async () => {
    const userId = await registered();
    const now = Date.now();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift(await signedIn(userId, now - 5000 + n));
    const first = await signIns.list(userId, { limit: 3 });
    const second = await signIns.list(userId, { limit: 3, cursor: first.next });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(first.next).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(first.items[0]).toEqual({
      id: ids[0],
      at: new Date(now - 4996).toISOString(),
      clientId: 'console',
      newDevice: false,
    });
  });

  it('expire after 90 days, and are left out then even when DynamoDB has not deleted them yet', async () => {
    const userId = await registered();
    const now = Date.now();
    const id = await signedIn(userId, now - 89 * DAY);
    await signedIn(userId, now - 91 * DAY);
    const { data } = await SignInEntity.query.one({ userId }).go();
    expect(data.map(({ expiresAt }) => expiresAt)).toEqual([
      Math.floor((now - DAY) / 1000),
      Math.floor((now + DAY) / 1000),
    ]);
    expect((await signIns.list(userId)).items.map((signIn) => signIn.id)).toEqual([id]);
  });

  it('are not recorded for one without a profile', async () => {
    const userId = randomUUID();
    const signIn = { id: randomUUID(), at: new Date().toISOString(), clientId: 'console', newDevice: true };
    expect(await signIns.record({ userId, email }, signIn)).toBe(false);
    expect(await signIns.list(userId)).toEqual({ items: [] });
  });

  it('of one person are not reached with the cursor of another', async () => {
    const [ada, grace] = [await registered(), await registered()];
    for (const userId of [ada, grace]) for (let n = 0; n < 3; n++) await signedIn(userId, Date.now() - n);
    const { next } = await signIns.list(ada, { limit: 1 });
    const graces = new Set((await signIns.list(grace)).items.map(({ id }) => id));
    const answer = await signIns.list(grace, { cursor: next }).catch((error: unknown) => error);
    const reached = answer instanceof Error ? [] : (answer as { items: { id: string }[] }).items;
    expect(reached.filter(({ id }) => !graces.has(id))).toEqual([]);
  });

  it.each(['nonsense', Buffer.from('{"pk":"x"}').toString('base64url')])('refuse the cursor %s', async (cursor) => {
    await expect(signIns.list(await registered(), { cursor })).rejects.toMatchObject({
      status: 400,
      type: 'bad-cursor',
    });
  });

  it('are erased in bounded batches that go on where the last one ended', async () => {
    const userId = await registered();
    const other = await registered();
    await Promise.all(Array.from({ length: 60 }, (_, n) => signedIn(userId, Date.now() - n)));
    await signedIn(other, Date.now());
    await expect(signIns.erase(userId, 2)).rejects.toMatchObject({ type: 'erasure-goes-on', permanent: false });
    expect((await signIns.list(userId, { limit: 100 })).items).toHaveLength(10);
    await signIns.erase(userId, 2);
    await signIns.erase(userId, 2);
    expect((await signIns.list(userId)).items).toEqual([]);
    expect((await signIns.list(other)).items).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import { testEngine, testTable } from '@libs/testing';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { unread } from '../../src/data/unread.ts';

beforeAll(async () => {
  const engine = await testEngine();
  const { name } = await testTable(engine, { indexes: 2 });
  Object.assign(process.env, { AWS_ENDPOINT_URL: engine.endpoint, TABLE_NAME: name });
  for (const entity of [NotificationEntity, RecipientEntity]) entity.setTableName(name);
});

const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;
const idOf = (number: number): string => `01934000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** An inbox with entries 1 to `entries`. */
async function inboxOf(entries: number, given: { expiresAt?: number } = {}): Promise<string> {
  return fill(randomUUID(), entries, given);
}

async function fill(userId: string, entries: number, given: { expiresAt?: number } = {}, from = 1): Promise<string> {
  const items = Array.from({ length: entries }, (_, index) => ({
    userId,
    notificationId: idOf(from + index),
    kind: 'welcome',
    category: 'account' as const,
    title: 'Welcome',
    body: 'Ada, welcome',
    expiresAt: IN_AN_HOUR,
    ...given,
  }));
  if (items.length > 0) await NotificationEntity.put(items).go();
  return userId;
}

describe('the number of unread entries', () => {
  it('is 0 for an empty inbox', async () => {
    // Act
    const found = await unread.count(randomUUID(), {});
    // Assess
    expect(found).toEqual({ count: 0, more: false });
  });

  it('leaves out what was read one by one', async () => {
    // Prepare
    const userId = await inboxOf(3);
    await NotificationEntity.patch({ userId, notificationId: idOf(2) })
      .set({ readAt: '2026-01-01T00:00:00Z' })
      .go();
    // Act
    const found = await unread.count(userId, {});
    // Assess
    expect(found).toEqual({ count: 2, more: false });
  });

  it('leaves out everything up to the last one that was read with all before it', async () => {
    // Prepare
    const userId = await inboxOf(5);
    // Act
    const found = await unread.count(userId, { readUpTo: idOf(3) });
    // Assess
    expect(found).toEqual({ count: 2, more: false });
  });

  it('reads up to where the person has read when nobody says it', async () => {
    // Prepare
    const userId = await inboxOf(5);
    await RecipientEntity.update({ userId })
      .set({ readUpTo: idOf(4) })
      .go();
    // Act
    const found = await unread.count(userId);
    // Assess
    expect(found).toEqual({ count: 1, more: false });
  });

  it('leaves out what has expired and is still there', async () => {
    // Prepare
    const userId = await inboxOf(4, { expiresAt: Math.floor(Date.now() / 1000) - 60 });
    await fill(userId, 2, {}, 5);
    // Act
    const found = await unread.count(userId, {});
    // Assess
    expect(found).toEqual({ count: 2, more: false });
  });

  it.each([
    { entries: 100, expected: { count: 100, more: false } },
    { entries: 101, expected: { count: 100, more: true } },
    { entries: 230, expected: { count: 100, more: true } },
  ])('of $entries counts $expected.count, more: $expected.more', async ({ entries, expected }) => {
    // Prepare
    const userId = await inboxOf(entries);
    // Act
    const found = await unread.count(userId, {});
    // Assess
    expect(found).toEqual(expected);
  });

  it.each([
    { known: idOf(9), expected: { count: 4, more: false } },
    { known: idOf(2), expected: { count: 3, more: false } },
  ])('counts one that the index does not have yet, and none twice ($expected.count)', async ({ known, expected }) => {
    // Prepare
    const userId = await inboxOf(3);
    // Act
    const found = await unread.count(userId, {}, { known });
    // Assess
    expect(found).toEqual(expected);
  });

  it('does not mix people', async () => {
    // Prepare
    await inboxOf(2);
    const bob = await inboxOf(1);
    // Act
    const found = await unread.count(bob, {});
    // Assess
    expect(found).toEqual({ count: 1, more: false });
  });
});

import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import { v7 } from 'uuid';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { plan } from '../../src/data/plan.ts';
import { handler as countUnread } from '../../src/functions/count-unread.ts';
import { handler as deleteNotification } from '../../src/functions/delete-notification.ts';
import { handler as listNotifications } from '../../src/functions/list-notifications.ts';
import { handler as readNotification } from '../../src/functions/read-notification.ts';
import { handler as readNotifications } from '../../src/functions/read-notifications.ts';
import { inboxOf, knownPerson, ownTable } from '../store.ts';

ownTable();

const DAY = 24 * 3600 * 1000;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly readAt: string | null;
}

/** Somebody with so many notifications, the ids oldest first. */
async function told(count: number): Promise<{ userId: string; ids: string[] }> {
  const { userId } = await knownPerson();
  for (let i = 1; i <= count; i++) {
    const notice = { kind: 'reminder', scheduleId: randomUUID(), title: `No. ${i}`, body: '' } as const;
    await plan({ eventId: randomUUID(), userId, told: notice }, new Date(Date.now() - (count - i) * 1000));
  }
  return { userId, ids: (await inboxOf(userId)).map(({ notificationId }) => notificationId) };
}

async function list(userId: string, query: Record<string, string> = {}) {
  const event = httpEvent('GET', { route: '/notifications', claims: { sub: userId }, query });
  const { statusCode, body = '' } = await listNotifications(event, lambdaContext());
  return { statusCode, ...(JSON.parse(body) as { items: Entry[]; next?: string; type?: string }) };
}

async function unreadOf(userId: string) {
  const event = httpEvent('GET', { route: '/notifications/unread-count', claims: { sub: userId } });
  const { body = '' } = await countUnread(event, lambdaContext());
  return JSON.parse(body) as unknown;
}

const readOne = async (userId: string, id: string) =>
  readNotification(
    httpEvent('PUT', { route: '/notifications/{id}/read', params: { id }, claims: { sub: userId } }),
    lambdaContext(),
  );

const readUpTo = async (userId: string, upTo: string) =>
  readNotifications(
    httpEvent('PUT', { route: '/notifications/read', claims: { sub: userId }, body: { upTo } }),
    lambdaContext(),
  );

const remove = async (userId: string, id: string) =>
  deleteNotification(
    httpEvent('DELETE', { route: '/notifications/{id}', params: { id }, claims: { sub: userId } }),
    lambdaContext(),
  );

/** An entry of a certain age, as it lies in the table. */
async function storedAt(userId: string, time: number): Promise<string> {
  const notificationId = v7({ msecs: time });
  await NotificationEntity.create({
    userId,
    notificationId,
    kind: 'reminder',
    category: 'schedules',
    title: 'Old',
    body: '',
    expiresAt: Math.floor(time / 1000) + 90 * 24 * 3600,
  }).go();
  return notificationId;
}

describe('GET /notifications', () => {
  it('lists newest first, page by page, each once', async () => {
    const { userId, ids } = await told(5);
    const first = await list(userId, { limit: '3' });
    const second = await list(userId, { limit: '3', cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeUndefined();
  });

  it('lists the unread alone when asked', async () => {
    const { userId, ids } = await told(4);
    await readUpTo(userId, ids[0] ?? '');
    await readOne(userId, ids[2] ?? '');
    const { items } = await list(userId, { unread: 'true' });
    expect(items.map(({ id }) => id)).toEqual([ids[3], ids[1]]);
    expect(items.every(({ readAt }) => readAt === null)).toBe(true);
  });

  it('leaves out what is older than 90 days and not removed yet, in both lists and in the count', async () => {
    const { userId, ids } = await told(1);
    await storedAt(userId, Date.now() - 90 * DAY - 60_000);
    const young = await storedAt(userId, Date.now() - 90 * DAY + 60_000);
    for (const query of [{}, { unread: 'true' }]) {
      expect((await list(userId, query)).items.map(({ id }) => id)).toEqual([ids[0], young]);
    }
    expect(await unreadOf(userId)).toEqual({ count: 2, more: false });
  });

  it('shows nobody what others were told', async () => {
    await told(2);
    expect((await list(randomUUID())).items).toEqual([]);
  });

  it.each([{ cursor: 'bm9uc2Vuc2U' }, { limit: '0' }, { limit: '101' }, { unread: 'perhaps' }])(
    'refuses %j',
    async (query) => {
      expect((await list(randomUUID(), query)).statusCode).toBe(400);
    },
  );

  it("refuses the cursor of another person's list", async () => {
    const { userId } = await told(2);
    const { next = '' } = await list(userId, { limit: '1' });
    expect(await list(randomUUID(), { cursor: next })).toMatchObject({ statusCode: 400, type: '/problems/bad-cursor' });
  });
});

describe('GET /notifications/unread-count', () => {
  it('counts up to 100, and says when there are more', async () => {
    const { userId } = await knownPerson();
    await Promise.all(Array.from({ length: 101 }, async (_, i) => storedAt(userId, Date.now() - i * 1000)));
    expect(await unreadOf(userId)).toEqual({ count: 100, more: true });
  });
});

describe('PUT /notifications/{id}/read', () => {
  it('reads one, and keeps the time of the first reading', async () => {
    const { userId, ids } = await told(2);
    expect((await readOne(userId, ids[0] ?? '')).statusCode).toBe(204);
    const [, first] = (await list(userId)).items;
    expect((await readOne(userId, ids[0] ?? '')).statusCode).toBe(204);
    const [unread, again] = (await list(userId)).items;
    expect(first?.readAt).toEqual(expect.any(String));
    expect(again).toEqual(first);
    expect(unread?.readAt).toBeNull();
    expect(await unreadOf(userId)).toEqual({ count: 1, more: false });
  });

  it("is not found when it is not there, or another's", async () => {
    const { ids } = await told(1);
    const { userId } = await knownPerson();
    expect(await readOne(userId, ids[0] ?? '')).toBeProblem(404, 'notification-not-found');
    expect(await inboxOf(userId)).toEqual([]);
  });

  it('does not bring back what is removed at the same time', async () => {
    const { userId, ids } = await told(1);
    await Promise.all([remove(userId, ids[0] ?? ''), readOne(userId, ids[0] ?? '')]);
    expect(await inboxOf(userId)).toEqual([]);
  });
});

describe('PUT /notifications/read', () => {
  it('reads everything up to and with one of them, and what comes later stays unread', async () => {
    const { userId, ids } = await told(3);
    expect((await readUpTo(userId, ids[1] ?? '')).statusCode).toBe(204);
    const { items } = await list(userId);
    expect(items.map(({ readAt }) => readAt !== null)).toEqual([false, true, true]);
    expect(await unreadOf(userId)).toEqual({ count: 1, more: false });
  });

  it('never goes back', async () => {
    const { userId, ids } = await told(3);
    await readUpTo(userId, ids[2] ?? '');
    expect((await readUpTo(userId, ids[0] ?? '')).statusCode).toBe(204);
    expect(await unreadOf(userId)).toEqual({ count: 0, more: false });
  });

  it('takes an id in capitals for the same id', async () => {
    const { userId, ids } = await told(2);
    await readUpTo(userId, ids[0]?.toUpperCase() ?? '');
    await readOne(userId, ids[1]?.toUpperCase() ?? '');
    expect((await list(userId)).items.map(({ readAt }) => readAt !== null)).toEqual([true, true]);
    expect(await unreadOf(userId)).toEqual({ count: 0, more: false });
    await remove(userId, ids[0]?.toUpperCase() ?? '');
    expect(await inboxOf(userId)).toHaveLength(1);
  });

  it('refuses an id of the future, with which everything to come would be read', async () => {
    const { userId } = await told(1);
    expect(await readUpTo(userId, v7({ msecs: Date.now() + DAY }))).toBeProblem(422, 'not-here-yet');
    expect(await readUpTo(userId, 'ffffffff-ffff-4fff-bfff-ffffffffffff')).toBeProblem(422, 'not-here-yet');
    expect(await unreadOf(userId)).toEqual({ count: 1, more: false });
  });
});

describe('DELETE /notifications/{id}', () => {
  it('removes one for good; removing twice is no error', async () => {
    const { userId, ids } = await told(2);
    expect((await remove(userId, ids[0] ?? '')).statusCode).toBe(204);
    expect((await remove(userId, ids[0] ?? '')).statusCode).toBe(204);
    expect((await list(userId)).items.map(({ id }) => id)).toEqual([ids[1]]);
    expect(await unreadOf(userId)).toEqual({ count: 1, more: false });
  });
});

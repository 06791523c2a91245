import { cut, type FaultyProxy, faultyProxy } from '@libs/testing';
import { v7 } from 'uuid';
import { inbox } from '../../src/data/inbox.ts';
import { DeliveryEntity } from '../../src/data/entities/delivery.ts';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import type { Preferences } from '../../src/domain/preferences.ts';
import { sendDigest } from '../../src/digest/send-digest.ts';
import { deliveriesOf, knownPerson, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** 08:00 in Berlin, of a Saturday. */
const DUE = '2026-11-21T07:00:00.000Z';
const SHORTLY_AFTER = new Date('2026-11-21T07:03:00.000Z');
const hoursBefore = (hours: number) => Date.parse(DUE) - hours * 3_600_000;

/** Somebody whose digest is due. */
async function dueFor(preferences: Partial<Preferences> = {}) {
  const { userId } = await knownPerson({ preferences: { digest: 'daily', timeZone: 'Europe/Berlin', ...preferences } });
  await RecipientEntity.patch({ userId })
    .set({ digestShard: userId.slice(-1), digestDueAt: DUE })
    .go();
  return { userId, dueAt: DUE };
}

/** An entry of the inbox that came at a time. */
async function told(userId: string, at: number, title = 'Your picture is ready', readAt?: string): Promise<string> {
  const notificationId = v7({ msecs: at });
  await NotificationEntity.put({
    userId,
    notificationId,
    kind: 'image-ready',
    category: 'images',
    title,
    body: '',
    expiresAt: Math.floor(at / 1000) + 90 * 24 * 3600,
    ...(readAt === undefined ? {} : { readAt }),
  }).go();
  return notificationId;
}

/** Does something after the inbox was read, and before what was found is there. */
async function meanwhile(change: () => Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  proxy.inject('DynamoDB.Query', {
    name: 'meanwhile',
    meet: async ({ forward, answer }) => {
      const found = await forward();
      await change();
      answer(found);
      resolve();
    },
  });
  return promise;
}

const stateOf = async (userId: string) => (await RecipientEntity.get({ userId }).go()).data;
const digestOf = async (userId: string) => {
  const [{ told: digest } = {}] = await deliveriesOf(userId);
  return digest?.kind === 'digest' ? digest : undefined;
};

describe('a digest that is due', () => {
  it('tells by mail what came since a day ago and was not read, newest first, and is due again tomorrow', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(25), 'Yesterday’s');
    await told(due.userId, hoursBefore(20), 'First');
    await told(due.userId, hoursBefore(10), 'Read', new Date(hoursBefore(9)).toISOString());
    await told(due.userId, hoursBefore(2), 'Last');
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('sent');
    const deliveries = await deliveriesOf(due.userId);
    expect(deliveries).toEqual([
      expect.objectContaining({
        deliveryId: 'digest-20261121070000000_email',
        channel: 'email',
        state: 'pending',
        timeZone: 'Europe/Berlin',
        told: {
          kind: 'digest',
          period: 'daily',
          count: 2,
          items: [
            { title: 'Last', at: new Date(hoursBefore(2)).toISOString() },
            { title: 'First', at: new Date(hoursBefore(20)).toISOString() },
          ],
        },
      }),
    ]);
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt: '2026-11-22T07:00:00.000Z' });
  });

  it('tells of twenty and counts the others', async () => {
    const due = await dueFor();
    for (let hour = 1; hour <= 22; hour++) await told(due.userId, hoursBefore(hour), `Hour ${hour}`);
    await sendDigest(due, SHORTLY_AFTER);
    const { count, items = [] } = (await digestOf(due.userId)) ?? {};
    expect({ count, items: items.length, newest: items[0]?.title }).toEqual({ count: 22, items: 20, newest: 'Hour 1' });
  });

  it('of a week tells of seven days, and is due again next Monday', async () => {
    const due = await dueFor({ digest: 'weekly' });
    await told(due.userId, hoursBefore(24 * 8), 'Too old');
    await told(due.userId, hoursBefore(24 * 6), 'Of this week');
    await sendDigest(due, SHORTLY_AFTER);
    expect(await digestOf(due.userId)).toMatchObject({
      period: 'weekly',
      count: 1,
      items: [{ title: 'Of this week' }],
    });
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt: '2026-11-23T07:00:00.000Z' });
  });

  it('is no mail when nothing is unread, and is due again tomorrow', async () => {
    const due = await dueFor();
    const last = await told(due.userId, hoursBefore(2));
    await inbox.readUpTo(due.userId, last, Date.parse(DUE));
    await told(due.userId, hoursBefore(1), 'Read', DUE);
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('nothing');
    expect(await deliveriesOf(due.userId)).toEqual([]);
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt: '2026-11-22T07:00:00.000Z' });
  });

  it('tells what came after the last entry that was read', async () => {
    const due = await dueFor();
    const read = await told(due.userId, hoursBefore(5), 'Read');
    await told(due.userId, hoursBefore(4), 'Unread');
    await inbox.readUpTo(due.userId, read, Date.parse(DUE));
    await sendDigest(due, SHORTLY_AFTER);
    expect(await digestOf(due.userId)).toMatchObject({ count: 1, items: [{ title: 'Unread' }] });
  });

  it('is no mail to a person without an address', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    await RecipientEntity.patch({ userId: due.userId }).remove(['email']).go();
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('nothing');
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt: '2026-11-22T07:00:00.000Z' });
  });
});

describe('a digest is sent once', () => {
  it('by ten runs at once', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => sendDigest(due, SHORTLY_AFTER)));
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'not-due'), 'sent']);
    expect(await deliveriesOf(due.userId)).toHaveLength(1);
  });

  it('when the run is repeated, and when its answer was lost', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'));
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('sent');
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('not-due');
    expect(await deliveriesOf(due.userId)).toHaveLength(1);
  });

  it('when it is done three days late, for all that was missed; and none tells again what that one told', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1), 'On time');
    await told(due.userId, hoursBefore(-50), 'Two days later');
    const late = new Date('2026-11-24T12:00:00.000Z');
    await told(due.userId, late.getTime() - 3_600_000, 'An hour ago');
    await told(due.userId, late.getTime() - 10_000, 'Just now');
    expect(await sendDigest(due, late)).toBe('sent');
    expect(await digestOf(due.userId)).toMatchObject({
      count: 3,
      items: [{ title: 'An hour ago' }, { title: 'Two days later' }, { title: 'On time' }],
    });
    const next = { userId: due.userId, dueAt: '2026-11-25T07:00:00.000Z' };
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt: next.dueAt });
    expect(await sendDigest(next, new Date('2026-11-25T07:01:00.000Z'))).toBe('sent');
    const { data } = await DeliveryEntity.get({
      userId: due.userId,
      deliveryId: 'digest-20261125070000000_email',
    }).go();
    expect(data?.told).toMatchObject({ count: 1, items: [{ title: 'Just now' }] });
  });

  it('at 08:00 by the clock when the clock is put forward', async () => {
    const { userId } = await dueFor();
    const dueAt = '2027-03-27T07:00:00.000Z';
    await RecipientEntity.patch({ userId })
      .set({ digestShard: userId.slice(-1), digestDueAt: dueAt })
      .go();
    await sendDigest({ userId, dueAt }, new Date('2027-03-27T07:00:00.000Z'));
    expect(await stateOf(userId)).toMatchObject({ digestDueAt: '2027-03-28T06:00:00.000Z' });
  });
});

describe('a digest is not sent', () => {
  it('to somebody whose account went while it was put together', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    const closed = meanwhile(async () => RecipientEntity.patch({ userId: due.userId }).set({ closed: true }).go());
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('not-due');
    await closed;
    expect(await deliveriesOf(due.userId)).toEqual([]);
  });

  it('to somebody who chose another time zone while it was put together, whose new time is kept', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    const digestDueAt = '2026-11-21T13:00:00.000Z';
    const chosen = meanwhile(async () =>
      RecipientEntity.patch({ userId: due.userId })
        .set({ digestShard: due.userId.slice(-1), digestDueAt })
        .go(),
    );
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('not-due');
    await chosen;
    expect(await deliveriesOf(due.userId)).toEqual([]);
    expect(await stateOf(due.userId)).toMatchObject({ digestDueAt });
  });

  it('to somebody whose account is gone', async () => {
    const due = await dueFor();
    await RecipientEntity.patch({ userId: due.userId }).set({ closed: true }).go();
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('not-due');
  });

  it('to somebody who has chosen another time zone meanwhile', async () => {
    const due = await dueFor();
    await told(due.userId, hoursBefore(1));
    await RecipientEntity.patch({ userId: due.userId })
      .set({ digestShard: due.userId.slice(-1), digestDueAt: '2026-11-21T13:00:00.000Z' })
      .go();
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('not-due');
    expect(await deliveriesOf(due.userId)).toEqual([]);
  });

  it('to somebody who wants none, and is not due again', async () => {
    const due = await dueFor({ digest: 'off' });
    await told(due.userId, hoursBefore(1));
    expect(await sendDigest(due, SHORTLY_AFTER)).toBe('nothing');
    expect(await deliveriesOf(due.userId)).toEqual([]);
    expect((await stateOf(due.userId))?.digestDueAt).toBeUndefined();
    const { data } = await RecipientEntity.query.digestDue({ digestShard: due.userId.slice(-1) }).go();
    expect(data.map(({ userId }) => userId)).not.toContain(due.userId);
  });
});

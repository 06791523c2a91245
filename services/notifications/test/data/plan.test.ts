import { randomUUID } from 'node:crypto';
import { type FaultyProxy, faultyProxy } from '@libs/testing';
import { HandledEntity } from '../../src/data/entities/handled.ts';
import { inbox } from '../../src/data/inbox.ts';
import { personItems } from '../../src/data/person-items.ts';
import { type Notice, plan } from '../../src/data/plan.ts';
import { recipients } from '../../src/data/recipients.ts';
import { idAt } from '../../src/domain/id-at.ts';
import { deliveriesOf, inboxOf, knownPerson, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

function notice(userId: string, eventId = randomUUID()): Notice {
  return { eventId, userId, told: { kind: 'reminder', scheduleId: randomUUID(), title: 'Plants', body: 'Water them' } };
}

describe('planning what a person is told', () => {
  it('stores the entry of the inbox and the deliveries, with all that the channels need', async () => {
    const { userId } = await knownPerson({ locale: 'ar', preferences: { timeZone: 'Asia/Dubai' } });
    const given = notice(userId);
    expect(await plan(given)).toBe('planned');
    const [entry, ...others] = await inboxOf(userId);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ kind: 'reminder', category: 'schedules' });
    expect(entry?.title).toContain('Plants');
    const deliveries = await deliveriesOf(userId);
    expect(deliveries.map(({ deliveryId }) => deliveryId)).toEqual([`${given.eventId}_email`, `${given.eventId}_live`]);
    expect(deliveries[0]).toMatchObject({
      state: 'pending',
      told: given.told,
      locale: 'ar',
      timeZone: 'Asia/Dubai',
      security: false,
      notificationId: entry?.notificationId,
    });
  });

  it('tells once what is planned ten times at once', async () => {
    const { userId } = await knownPerson();
    const given = notice(userId);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => plan(given)));
    expect(outcomes.filter((outcome) => outcome === 'planned')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already')).toHaveLength(9);
    expect(await inboxOf(userId)).toHaveLength(1);
    expect(await deliveriesOf(userId)).toHaveLength(2);
  });

  it('holds until quiet hours end what makes a noise', async () => {
    const { userId } = await knownPerson({ preferences: { quietHours: { start: '22:00', end: '07:00' } } });
    await plan(notice(userId), new Date('2026-11-21T23:00:00.000Z'));
    const held = (await deliveriesOf(userId)).find(({ channel }) => channel === 'email');
    expect(held).toMatchObject({ state: 'held', dueAt: '2026-11-22T07:00:00.000Z' });
    expect(await inboxOf(userId)).toHaveLength(1);
  });

  it('notes what became of each channel even where nobody is told anything', async () => {
    const nothing = { inbox: false, live: false, email: false, sms: false, push: false };
    const channels = { account: nothing, images: nothing, schedules: nothing, product: nothing };
    const { userId } = await knownPerson({ preferences: { channels } });
    const given = notice(userId);
    expect(await plan(given)).toBe('planned');
    const { data } = await HandledEntity.get({ userId, eventId: given.eventId }).go();
    expect(data?.outcome).toMatchObject({ inbox: 'opted-out', email: 'opted-out' });
    expect(await inboxOf(userId)).toEqual([]);
    expect(await deliveriesOf(userId)).toEqual([]);
  });

  it('waits for somebody whose profile has not arrived', async () => {
    await expect(plan(notice(randomUUID()))).rejects.toMatchObject({ name: 'Retryable', type: 'recipient-unknown' });
  });

  it('tells nothing to somebody whose account is gone, whichever came first', async () => {
    const { userId } = await knownPerson();
    await personItems.close(userId);
    expect(await plan(notice(userId))).toBe('closed');
    const stranger = randomUUID();
    await personItems.close(stranger);
    expect(await plan(notice(stranger))).toBe('closed');
    expect(await inboxOf(userId)).toEqual([]);
  });

  it('stores nothing for an account that goes between the decision and the transaction', async () => {
    const { userId } = await knownPerson();
    proxy.inject('DynamoDB.TransactWriteItems', {
      name: 'the account goes',
      meet: async ({ forward, answer }) => {
        await personItems.close(userId);
        answer(await forward());
      },
    });
    expect(await plan(notice(userId))).toBe('closed');
    expect(await inboxOf(userId)).toEqual([]);
    expect(await deliveriesOf(userId)).toEqual([]);
  });
});

describe('an entry of the inbox', () => {
  it('is not born read when everything is read while it is planned', async () => {
    const { userId } = await knownPerson();
    const future = idAt(Date.now() + 30_000, 'lowest');
    proxy.inject('DynamoDB.TransactWriteItems', {
      name: 'everything is read',
      meet: async ({ forward, answer }) => {
        await inbox.readUpTo(userId, future);
        answer(await forward());
      },
    });
    expect(await plan(notice(userId))).toBe('planned');
    const { items } = await inbox.list(userId, { unread: true });
    expect(items).toHaveLength(1);
    expect(items[0]?.id.localeCompare(future)).toBe(1);
  });

  it('is there for somebody without an address, to whom no mail goes', async () => {
    const userId = randomUUID();
    await recipients.note(userId, { handle: 'ada', displayName: 'Ada' }, 1);
    expect(await plan(notice(userId))).toBe('planned');
    expect(await inboxOf(userId)).toHaveLength(1);
    expect((await deliveriesOf(userId)).map(({ channel }) => channel)).toEqual(['live']);
  });
});

describe('the profile that people are told by', () => {
  it('is what the newest event says, field by field, in whichever order they come', async () => {
    const { userId } = await knownPerson();
    await recipients.note(userId, { email: 'new@example.com' }, 3);
    await recipients.note(userId, { email: 'old@example.com', displayName: 'Countess' }, 2);
    expect(await recipients.find(userId)).toMatchObject({ email: 'new@example.com', displayName: 'Countess' });
  });

  it('does not come back after the account is gone', async () => {
    const { userId } = await knownPerson();
    await personItems.close(userId);
    await recipients.note(userId, { email: 'late@example.com' }, 9);
    expect(await recipients.find(userId)).toEqual(expect.objectContaining({ closed: true }));
    expect((await recipients.find(userId))?.email).toBeUndefined();
  });
});

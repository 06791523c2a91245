import { randomUUID } from 'node:crypto';
import { cut, type FaultyProxy, faultyProxy, poll } from '@libs/testing';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { SubscriberEntity } from '../../src/data/entities/subscriber.ts';
import { SubscriptionEntity } from '../../src/data/entities/subscription.ts';
import { shardOf } from '../../src/data/shard-of.ts';
import { MOST_SUBSCRIPTIONS, subscriptions } from '../../src/data/subscriptions.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const newTopic = () => `news-${randomUUID()}`;
const counted = async (userId: string) => (await SubscriberEntity.get({ userId }).go()).data?.subscriptions ?? 0;

/** A person with as many subscriptions as there may be. */
async function withAll(): Promise<string> {
  const userId = randomUUID();
  await Promise.all(
    Array.from({ length: MOST_SUBSCRIPTIONS }, async (_, index) =>
      SubscriptionEntity.put({ topic: `t-${index}`, shard: shardOf(userId), userId }).go(),
    ),
  );
  await SubscriberEntity.put({ userId, subscriptions: MOST_SUBSCRIPTIONS }).go();
  return userId;
}

describe('subscribing', () => {
  it('is once however often and concurrently it is asked for', async () => {
    const [userId, topic] = [randomUUID(), newTopic()];
    await Promise.all(Array.from({ length: 10 }, () => subscriptions.add(userId, topic)));
    expect(await subscriptions.has(userId, topic)).toBe(true);
    expect(await counted(userId)).toBe(1);
  });

  it('is once when the answer is lost and the client asks again by itself', async () => {
    const [userId, topic] = [randomUUID(), newTopic()];
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'));
    await subscriptions.add(userId, topic);
    expect(await counted(userId)).toBe(1);
  });

  it('ends at 100, of which none is lost by asking for one of them again', async () => {
    const userId = await withAll();
    await expect(subscriptions.add(userId, newTopic())).rejects.toMatchObject({
      status: 409,
      type: 'too-many-subscriptions',
      details: { subscriptionsLimit: 100 },
    });
    await subscriptions.add(userId, 't-7');
    await subscriptions.remove(userId, 't-7');
    await subscriptions.add(userId, newTopic());
    expect(await counted(userId)).toBe(100);
  });

  it('leaves room for one when two are asked for at the same time', async () => {
    const userId = await withAll();
    await subscriptions.remove(userId, 't-0');
    const outcomes = await Promise.allSettled(
      [newTopic(), newTopic()].map((topic) => subscriptions.add(userId, topic)),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await counted(userId)).toBe(100);
  });

  it('is refused to someone whose account is gone', async () => {
    const [userId, topic] = [randomUUID(), newTopic()];
    await RecipientEntity.upsert({ userId, closed: true }).go();
    await expect(subscriptions.add(userId, topic)).rejects.toMatchObject({ status: 403, type: 'account-deleted' });
    expect(await subscriptions.has(userId, topic)).toBe(false);
  });
});

describe('ending a subscription', () => {
  it('counts once however often and concurrently it is asked for', async () => {
    const [userId, topic] = [randomUUID(), newTopic()];
    await subscriptions.add(userId, topic);
    await subscriptions.add(userId, newTopic());
    await Promise.all(Array.from({ length: 10 }, () => subscriptions.remove(userId, topic)));
    expect(await subscriptions.has(userId, topic)).toBe(false);
    expect(await counted(userId)).toBe(1);
  });

  it('is no error for someone who never had one', async () => {
    const userId = randomUUID();
    await subscriptions.remove(userId, newTopic());
    expect(await counted(userId)).toBe(0);
  });
});

describe("a person's subscriptions", () => {
  it("are listed by name, page by page, and nobody else's with them", async () => {
    const userId = randomUUID();
    for (const topic of ['gamma', 'alpha', 'beta']) await subscriptions.add(userId, topic);
    await subscriptions.add(randomUUID(), 'alpha');
    const first = await poll('three subscriptions', async () => {
      const { items } = await subscriptions.list(userId);
      return items.length === 3 ? subscriptions.list(userId, { limit: 2 }) : undefined;
    });
    const second = await subscriptions.list(userId, { limit: 2, cursor: first.next });
    expect([...first.items, ...second.items].map(({ topic }) => topic)).toEqual(['alpha', 'beta', 'gamma']);
    expect(Date.parse(first.items[0]?.subscribedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('refuses the cursor of another list', async () => {
    const userId = randomUUID();
    for (const topic of ['alpha', 'beta']) await subscriptions.add(userId, topic);
    const { next } = await subscriptions.list(userId, { limit: 1 });
    await expect(subscriptions.list(randomUUID(), { cursor: next })).rejects.toMatchObject({ type: 'bad-cursor' });
  });

  it('all go with the person, and nothing is left that counts them', async () => {
    const userId = await withAll();
    await subscriptions.erase(userId);
    expect(await subscriptions.list(userId)).toEqual({ items: [] });
    expect(await subscriptions.has(userId, 't-99')).toBe(false);
    expect((await SubscriberEntity.get({ userId }).go()).data).toBeNull();
    await expect(subscriptions.erase(userId)).resolves.toBeUndefined();
  });

  it('are not taken for gone while the index does not show one yet', async () => {
    const userId = randomUUID();
    await SubscriberEntity.put({ userId, subscriptions: 1 }).go();
    await expect(subscriptions.erase(userId)).rejects.toMatchObject({ type: 'erasure-goes-on', permanent: false });
  });
});

describe('the subscribers of a topic', () => {
  it('are in 16 shards, of which none has more than twice its share', () => {
    const counts = new Map<number, number>();
    for (let person = 0; person < 3200; person++) {
      const shard = shardOf(randomUUID());
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
    expect(Math.max(...counts.values())).toBeLessThan(400);
  });

  it('are each met once, page by page', async () => {
    const topic = newTopic();
    const people = Array.from({ length: 25 }, () => randomUUID());
    await SubscriptionEntity.put(people.map((userId) => ({ topic, shard: 3, userId }))).go();
    const met: string[] = [];
    for (let more = true; more; ) {
      const page = await subscriptions.ofShard(topic, 3, met.at(-1), 10);
      met.push(...page.userIds);
      more = page.more;
    }
    expect(met).toEqual(people.toSorted());
    expect(await subscriptions.ofShard(topic, 4, undefined, 10)).toEqual({ userIds: [], more: false });
  });
});

import { randomUUID } from 'node:crypto';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { SubscriptionEntity } from '../../src/data/entities/subscription.ts';
import { shardOf } from '../../src/data/shard-of.ts';

/** A topic with so many subscribers whose profiles are known, written 25 at a time. */
export async function subscribed(count: number): Promise<{ topic: string; people: string[] }> {
  const topic = `news-${randomUUID()}`;
  const people = Array.from({ length: count }, () => randomUUID());
  await RecipientEntity.put(people.map((userId) => ({ userId, handle: 'ada', email: `${userId}@example.com` }))).go({
    concurrency: 8,
  });
  await SubscriptionEntity.put(people.map((userId) => ({ topic, shard: shardOf(userId), userId }))).go({
    concurrency: 8,
  });
  return { topic, people };
}

/** How many entries each of these people has in the inbox: `{ 1: 2000 }` is one each. */
export async function told(people: readonly string[]): Promise<Record<number, number>> {
  const tally: Record<number, number> = {};
  const left = [...people];
  const lane = async () => {
    for (let userId = left.pop(); userId !== undefined; userId = left.pop()) {
      const { data } = await NotificationEntity.query.one({ userId }).go({ consistent: true });
      tally[data.length] = (tally[data.length] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return tally;
}

/** Pages of a topic with these subscribers: a full page is followed by another one, which may be empty. */
export function pagesOf(people: readonly string[], size: number): number {
  const shards = Array.from({ length: 16 }, () => 0);
  for (const userId of people) shards[shardOf(userId)] = (shards[shardOf(userId)] ?? 0) + 1;
  return shards.reduce((pages, count) => pages + Math.floor(count / size) + 1, 0);
}

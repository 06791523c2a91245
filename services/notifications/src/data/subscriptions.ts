import { Conflict, Forbidden, Retryable } from '@libs/contracts/errors';
import { FAST, type Page, type PageOptions, page, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import type { Subscription } from '../contract/topics.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { SubscriberEntity } from './entities/subscriber.ts';
import { SubscriptionEntity } from './entities/subscription.ts';
import { shardOf } from './shard-of.ts';

const entities = { recipient: RecipientEntity, subscriber: SubscriberEntity, subscription: SubscriptionEntity };

/** Of one person. */
export const MOST_SUBSCRIPTIONS = 100;

/** Subscribers in the order of their ids; `more`: there may be some after the last of them. */
export interface Subscribers {
  readonly userIds: readonly string[];
  readonly more: boolean;
}

/** Who wants to be told of which topic. */
export const subscriptions = { add, remove, list, has, ofShard, erase };

/**
 * Subscribes a person, and counts it, in one transaction. May be repeated.
 * @throws Conflict `too-many-subscriptions` with the numbers, Forbidden `account-deleted`
 */
async function add(userId: string, topic: string): Promise<void> {
  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.recipient
        .check({ userId })
        .where((attributes, { notExists }) => notExists(attributes.closed))
        .commit(),
      write.subscription.create({ topic, shard: shardOf(userId), userId }).commit(),
      write.subscriber
        .upsert({ userId })
        .add({ subscriptions: 1 })
        .where(
          (attributes, { notExists, lt }) =>
            `${notExists(attributes.subscriptions)} OR ${lt(attributes.subscriptions, MOST_SUBSCRIPTIONS)}`,
        )
        .commit(),
    ]).go(),
  );
  if (refused.includes(0)) throw new Forbidden('account-deleted', 'This account has been deleted');
  if (refused.length === 0 || refused.includes(1)) return;
  throw new Conflict('too-many-subscriptions', 'There is no room for another subscription: end one first', {
    details: { subscriptions: MOST_SUBSCRIPTIONS, subscriptionsLimit: MOST_SUBSCRIPTIONS },
  });
}

/** Ends a subscription, and gives back what it counted. What is not there is ended already. */
async function remove(userId: string, topic: string): Promise<void> {
  await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.subscription.remove({ topic, shard: shardOf(userId), userId }).commit(),
      write.subscriber.upsert({ userId }).add({ subscriptions: -1 }).commit(),
    ]).go(),
  );
}

/**
 * A person's own, by topic; some milliseconds behind.
 * @throws BadRequest `bad-cursor`
 */
async function list(userId: string, options: PageOptions = {}): Promise<Page<Subscription>> {
  const found = await page(SubscriptionEntity.query.ofPerson({ userId }), options);
  return {
    ...found,
    items: found.items.map(({ topic, createdAt = '' }) => ({ topic, subscribedAt: createdAt })),
  };
}

/** Consistent. */
async function has(userId: string, topic: string): Promise<boolean> {
  const { data } = await SubscriptionEntity.get({ topic, shard: shardOf(userId), userId }).go({
    ...FAST,
    consistent: true,
    attributes: ['userId'],
  });
  return data !== null;
}

/**
 * The subscribers of one shard of a topic, consistent.
 * @param after the last one of the page before
 */
async function ofShard(topic: string, shard: number, after: string | undefined, limit: number): Promise<Subscribers> {
  const { data, cursor } = await SubscriptionEntity.query
    .one({ topic, shard })
    .gt({ userId: after ?? '' })
    .go({ ...FAST, consistent: true, limit, attributes: ['userId'] });
  return { userIds: data.map(({ userId }) => userId), more: cursor !== null };
}

/**
 * Erases the subscriptions of a person whose account is closed, so that no further ones come; may be repeated.
 * @throws Retryable `erasure-goes-on` when the index does not show one yet that was made just before the account was closed
 */
async function erase(userId: string): Promise<void> {
  const { items } = await list(userId, { limit: MOST_SUBSCRIPTIONS });
  for (const { topic } of items) await remove(userId, topic);
  const { data } = await SubscriberEntity.get({ userId }).go({ ...FAST, consistent: true });
  if ((data?.subscriptions ?? 0) > 0) {
    throw new Retryable('erasure-goes-on', 'There are subscriptions of this person that cannot be found yet');
  }
  await SubscriberEntity.delete({ userId }).go(FAST);
}

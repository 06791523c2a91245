import { Cursor, Limit, line, lines, message, route, type Static, Type } from '@libs/contracts';
import { Instant } from './notification.ts';

/** 1 to 64 of `a-z 0-9 -`. A topic is there as soon as somebody subscribes to it. */
const Topic = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$' });

const Subscription = Type.Object({ topic: Topic, subscribedAt: Instant });
export type Subscription = Static<typeof Subscription>;

export const PutSubscription = route({
  method: 'PUT',
  path: '/topics/{topic}/subscription',
  summary: 'Subscribes the caller to a topic. Subscribing twice is no error.',
  params: { topic: Topic },
  errors: ['too-many-subscriptions', 'account-deleted'],
});

export const DeleteSubscription = route({
  method: 'DELETE',
  path: '/topics/{topic}/subscription',
  summary: 'Ends a subscription of the caller. What is not there is ended already.',
  params: { topic: Topic },
});

export const ListTopics = route({
  method: 'GET',
  path: '/topics',
  summary: "The caller's own subscriptions, by name.",
  query: { limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({ items: Type.Array(Subscription, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['bad-cursor'],
});

/** Up to 120 code points. */
const Title = line(120);
/** Up to 2000 code points, lines allowed. */
const Body = lines(2000);

/**
 * What an admin sends to a topic. No function checks it on its way into the queue: what is not like this goes to the dead-letter queue.
 */
export const TopicMessage = message('TopicMessage', { title: Title, body: Body });

/**
 * API Gateway itself puts the body into the queue and answers 202, with the queue's own answer (XML) as body: what it means is found out later. Its
 * refusals are no problems of RFC 9457 either: over 1 MiB 400 with the queue's XML; no body 400 and not an admin, or a topic that is none, 403
 * with `{ "message" }`. With the same `Idempotency-Key` (1 to 128 of `A-Z a-z 0-9 _ . : -`) of the same caller it is one message.
 */
export const PostTopicMessage = route({
  method: 'POST',
  path: '/topics/{topic}/messages',
  summary: 'Tells everybody who has subscribed to a topic.',
  auth: { group: 'admin' },
  params: { topic: Topic },
  headers: { 'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 128 })) },
  body: Type.Object({ title: Title, body: Body }),
  status: 202,
});

/** Of the 16 parts of a topic. */
const Shard = Type.Integer({ minimum: 0, maximum: 15 });

/**
 * A part of a fan-out, which the function sends to its own queue: a page of the subscribers of a shard, or one subscriber who could not be told
 * with the others.
 */
export const FanOutStep = message('FanOutStep', {
  messageId: Type.String({ format: 'uuid' }),
  shard: Shard,
  /** Pages of a shard are counted from 0. */
  page: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  userId: Type.Optional(Type.String({ format: 'uuid' })),
});

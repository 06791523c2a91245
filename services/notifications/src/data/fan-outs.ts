import { randomUUID } from 'node:crypto';
import { NotFound, Unprocessable } from '@libs/contracts/errors';
import { FAST } from '@libs/data';
import { KEPT_SECONDS } from '../domain/kept.ts';
import type { FanOutProgress, PageOfShard, TopicMessage } from '../domain/topic-message.ts';
import { FanOutEntity } from './entities/fan-out.ts';
import { TopicMessageEntity } from './entities/topic-message.ts';

/** Messages to topics, and how far each has come: a page is gone beyond by one worker, and its successor handed on by one. Times are epoch milliseconds. */
export const fanOuts = { accept, markStarted, message, progress, advance, markHandedOn, takeOver };

const atBeginning: FanOutProgress = { page: 0, done: false, advancedAt: 0, handedOn: true };

/**
 * Stores a message. May be repeated.
 * @returns whether its first pages are in the queue already
 * @throws Unprocessable `idempotency-key-reused` when another message is known by this id
 */
async function accept(given: TopicMessage, now = Date.now()): Promise<{ started: boolean }> {
  const { data } = await TopicMessageEntity.create({ ...given, expiresAt: expiryOf(now) }).go({
    ...FAST,
    returnOnConditionCheckFailure: 'all_old',
  });
  const stored = data ?? given;
  if (stored.title !== given.title || stored.body !== given.body) {
    throw new Unprocessable('idempotency-key-reused', 'This Idempotency-Key was used for another message');
  }
  return { started: data?.started ?? false };
}

async function markStarted(messageId: string): Promise<void> {
  await TopicMessageEntity.patch({ messageId }).set({ started: true }).go(FAST);
}

/** @throws NotFound `unknown-message` */
async function message(messageId: string): Promise<TopicMessage> {
  const { data } = await TopicMessageEntity.get({ messageId }).go({ ...FAST, consistent: true });
  if (!data) throw new NotFound('unknown-message', 'There is no such message, or it is too long ago');
  return data;
}

/** Consistent. */
async function progress(messageId: string, shard: number): Promise<FanOutProgress> {
  const { data } = await FanOutEntity.get({ messageId, shard }).go({ ...FAST, consistent: true });
  return data ?? atBeginning;
}

/**
 * Goes beyond a page, of which everybody has been told.
 * @param after the last subscriber of the page
 * @param more whether there may be another page
 * @returns false when somebody else has
 */
async function advance(
  { messageId, shard, page }: PageOfShard,
  { after, more }: { readonly after: string | undefined; readonly more: boolean },
  now = Date.now(),
): Promise<boolean> {
  const workerId: string = randomUUID();
  const { data } = await FanOutEntity.upsert({
    messageId,
    shard,
    page: page + 1,
    ...(after === undefined ? {} : { after }),
    done: !more,
    workerId,
    advancedAt: now,
    handedOn: false,
    expiresAt: expiryOf(now),
  })
    .where((attributes, { notExists, eq }) => (page === 0 ? notExists(attributes.page) : eq(attributes.page, page)))
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  return data?.workerId === workerId;
}

/** Notes that the message for the page after this one is in the queue. When that page has been gone beyond, nobody asks any more. */
async function markHandedOn({ messageId, shard, page }: PageOfShard): Promise<void> {
  await FanOutEntity.patch({ messageId, shard })
    .set({ handedOn: true })
    .where((attributes, { eq }) => eq(attributes.page, page + 1))
    .go({ ...FAST, returnOnConditionCheckFailure: 'all_old' });
}

/**
 * Takes it upon itself to hand on the page after this one, in the place of a worker that was to and has not been heard of.
 * @param seen what was found
 * @returns false when somebody else has, or when it is handed on
 */
async function takeOver(
  { messageId, shard, page }: PageOfShard,
  seen: FanOutProgress,
  now = Date.now(),
): Promise<boolean> {
  const workerId: string = randomUUID();
  const { data } = await FanOutEntity.patch({ messageId, shard })
    .set({ workerId, advancedAt: now })
    .where(
      (attributes, { eq }) =>
        `${eq(attributes.page, page + 1)} AND ${eq(attributes.handedOn, false)} AND ${eq(attributes.advancedAt, seen.advancedAt)}`,
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  return data?.workerId === workerId;
}

const expiryOf = (now: number): number => Math.floor(now / 1000) + KEPT_SECONDS;

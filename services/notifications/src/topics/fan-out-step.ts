import { BadRequest, Retryable } from '@libs/contracts/errors';
import type { Log } from '@libs/observability';
import { fanOutQueue, type Step } from '../adapters/fan-out-queue.ts';
import { fanOuts } from '../data/fan-outs.ts';
import { plan } from '../data/plan.ts';
import { subscriptions } from '../data/subscriptions.ts';
import type { PageOfShard } from '../domain/topic-message.ts';
import { tellSubscriber, tellSubscribers } from './tell-subscribers.ts';

/** Milliseconds after which a worker that has not handed on is taken for dead: more than the function may run. */
const DEAD_AFTER = 40_000;

const dependencies = {
  store: fanOuts,
  subscribers: subscriptions,
  queue: fanOutQueue,
  planner: plan,
  now: Date.now,
  /** Subscribers of a page: each is some 50 ms of one of 20 lanes, so that a page is done within a second. */
  pageSize: 100,
};

interface Tools {
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Does one part of a fan-out; it may be repeated, interrupted anywhere, and done by several at once. Everybody is told once by the note that a
 * transaction makes of it. Of all who have done a page one goes beyond it, and hands on the next page: so there is one chain of pages in each
 * shard, whatever comes twice.
 * @throws Retryable `hand-over-under-way` to those who come while another is about to hand on: when it has died, the next try does it
 */
export async function fanOutStep(step: Step, { log, signal }: Tools, given = dependencies): Promise<void> {
  const { store, subscribers, queue, planner, pageSize } = given;
  const message = await store.message(step.messageId);
  if (step.userId !== undefined) {
    // Who has unsubscribed since, is not told any more.
    if (await subscribers.has(step.userId, message.topic)) await tellSubscriber(step.userId, message, planner);
    return;
  }
  const { page, after, done } = await store.progress(step.messageId, step.shard);
  if (page < step.page) throw new BadRequest('unknown-page', 'The pages before this one have not been told');
  if (page > step.page || done) return settle(step, given);

  const { userIds, more } = await subscribers.ofShard(message.topic, step.shard, after, pageSize);
  const { counts, failed } = await tellSubscribers(userIds, message, signal, planner);
  if (failed.length > 0) await queue.send(failed.map((userId) => ({ ...step, userId })));
  log.info('page told', { ...counts, failed: failed.length, shard: step.shard, page });
  if (!(await store.advance(step, { after: userIds.at(-1) ?? after, more }, given.now()))) return settle(step, given);
  if (more) await handOn(step, given);
}

/** A page that somebody has gone beyond: all that may be left is to hand on the next one. */
async function settle(step: PageOfShard, given: typeof dependencies): Promise<void> {
  const seen = await given.store.progress(step.messageId, step.shard);
  if (seen.done || seen.handedOn || seen.page > step.page + 1) return;
  if (given.now() < seen.advancedAt + DEAD_AFTER) {
    throw new Retryable('hand-over-under-way', 'Another worker is about to hand on the next page');
  }
  if (await given.store.takeOver(step, seen, given.now())) await handOn(step, given);
}

async function handOn(step: PageOfShard, { queue, store }: typeof dependencies): Promise<void> {
  await queue.send([{ messageId: step.messageId, shard: step.shard, page: step.page + 1 }]);
  await store.markHandedOn(step);
}

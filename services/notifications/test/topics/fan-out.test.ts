import { randomUUID } from 'node:crypto';
import { Retryable } from '@libs/contracts/errors';
import { log } from '@libs/observability';
import {
  cut,
  failEntries,
  type Fault,
  type FaultyProxy,
  faultyProxy,
  seeded,
  testEngine,
  throttle,
} from '@libs/testing';
import { fanOutQueue, type Step } from '../../src/adapters/fan-out-queue.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { SubscriptionEntity } from '../../src/data/entities/subscription.ts';
import { fanOuts } from '../../src/data/fan-outs.ts';
import { plan } from '../../src/data/plan.ts';
import { shardOf } from '../../src/data/shard-of.ts';
import { subscriptions } from '../../src/data/subscriptions.ts';
import { fanOutStep } from '../../src/topics/fan-out-step.ts';
import { startFanOut } from '../../src/topics/start-fan-out.ts';
import { knownPerson, ownTable } from '../store.ts';
import { type StepQueue, stepQueue } from './step-queue.ts';
import { pagesOf, subscribed, told } from './subscribed.ts';

/** Of a call. */
const TRIES = 2;

let proxy: FaultyProxy;
let steps: StepQueue;
ownTable(async (endpoint) => {
  // A worker that is killed does not try for long.
  process.env['AWS_MAX_ATTEMPTS'] = String(TRIES);
  proxy = await faultyProxy(endpoint);
  steps = await stepQueue(await testEngine());
  process.env['FAN_OUT_QUEUE_URL'] = proxy.through(steps.url);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** Of the workers: it goes on when a message comes again. */
let clock = Date.now();
const tools = { log, signal: new AbortController().signal };
const dependencies = {
  store: fanOuts,
  subscribers: subscriptions,
  queue: fanOutQueue,
  planner: plan,
  now: () => clock,
  pageSize: 5,
};
const work = async (step: Step, given: Partial<typeof dependencies> = {}) =>
  fanOutStep(step, tools, { ...dependencies, ...given });
const workAndWait = async (step: Step) => {
  try {
    await work(step);
  } catch (error) {
    clock += 60_000;
    throw error;
  }
};
/** The process is killed at its call `last`, which arrives, or does not; nothing arrives that comes later. */
function killed(last: number, arrives: boolean): Fault {
  let calls = 0;
  return {
    name: 'killed',
    meet: async (exchange) => {
      const call = calls++;
      if (call < last) return exchange.answer(await exchange.forward());
      if (call === last && arrives) await exchange.forward();
      return exchange.cut();
    },
  };
}
const send = async (topic: string, key: string = randomUUID()) =>
  startFanOut({ body: { title: 'Hello', body: 'All of you' }, attributes: { topic, caller: 'admin', key } });

/** Pages that were handed on, the first ones not counted. */
const handedOn = () =>
  proxy
    .callsOf('SQS.SendMessageBatch')
    .filter(({ delivered }) => delivered)
    .flatMap(({ input }) => (input as { Entries: { MessageBody: string }[] }).Entries)
    .map(({ MessageBody }) => JSON.parse(MessageBody) as Step);

describe('a message to a topic', () => {
  it('is told to each of 2,000 subscribers once, by one chain of pages a shard, with workers killed in the middle', async () => {
    const { topic, people } = await subscribed(2000);
    await send(topic);
    let tries = 0;
    const { messages, failures } = await steps.workOff(async (step) => {
      if (++tries % 10 === 0) proxy.inject('*', killed(60, true), { times: Number.POSITIVE_INFINITY });
      try {
        await work(step, { pageSize: 50 });
      } finally {
        proxy.heal();
      }
    });
    expect(await told(people)).toEqual({ 1: 2000 });
    expect(messages).toBe(pagesOf(people, 50));
    expect(failures).toBeGreaterThan(2);
  }, 240_000);

  it('is told to each once when workers are killed again and again, wherever they are', async () => {
    const { topic, people } = await subscribed(150);
    const random = seeded(9);
    await send(topic);
    const { failures } = await steps.workOff(async (step) => {
      // A full page is some 17 calls: about a third of the workers get through.
      proxy.inject('*', killed(Math.floor(random() * 24), random() < 0.5), { times: Number.POSITIVE_INFINITY });
      try {
        await workAndWait(step);
      } finally {
        proxy.heal();
      }
    });
    expect(await told(people)).toEqual({ 1: 150 });
    expect(failures).toBeGreaterThan(20);
  }, 60_000);

  it('is told once when the table throttles', async () => {
    const { topic, people } = await subscribed(100);
    await send(topic);
    for (const operation of ['Query', 'GetItem', 'TransactWriteItems', 'UpdateItem']) {
      proxy.inject(`DynamoDB.${operation}`, throttle(), { times: 12 });
    }
    await steps.workOff(workAndWait);
    expect(await told(people)).toEqual({ 1: 100 });
  }, 60_000);

  it('makes no more of every message than one when each comes ten times at once', async () => {
    const { topic, people } = await subscribed(100);
    const before = handedOn().length;
    await send(topic);
    const { messages } = await steps.workOff(async (step) => {
      const copies = await Promise.allSettled(Array.from({ length: 10 }, async () => work(step)));
      const failed = copies.filter(({ status }) => status === 'rejected');
      expect(failed.length).toBeLessThan(10);
    });
    expect(await told(people)).toEqual({ 1: 100 });
    expect(messages).toBe(pagesOf(people, 5));
    expect(handedOn().length - before).toBe(pagesOf(people, 5));
  }, 120_000);

  it('comes to nobody once more when its first message comes again, late or with the same key', async () => {
    const { topic, people } = await subscribed(50);
    const key = randomUUID();
    await Promise.all(Array.from({ length: 5 }, async () => send(topic, key)));
    await steps.workOff(workAndWait);
    const before = handedOn().length;
    await send(topic, key);
    expect(handedOn().length).toBe(before);
    expect(await told(people)).toEqual({ 1: 50 });
    await send(topic);
    await steps.workOff(work);
    expect(await told(people)).toEqual({ 2: 50 });
  });

  it('begins in all shards when the queue refuses some of the first pages', async () => {
    const { topic, people } = await subscribed(100);
    proxy.inject(
      'SQS.SendMessageBatch',
      failEntries((_, index) => index % 2 === 0),
      { times: 2 },
    );
    await send(topic);
    await steps.workOff(work);
    expect(await told(people)).toEqual({ 1: 100 });
  });

  it('begins when the function is killed before all first pages are in the queue', async () => {
    const { topic, people } = await subscribed(100);
    const key = randomUUID();
    proxy.inject('SQS.SendMessageBatch', cut('before'), { after: 1, times: TRIES });
    await expect(send(topic, key)).rejects.toThrow('socket hang up');
    await send(topic, key);
    await steps.workOff(workAndWait);
    expect(await told(people)).toEqual({ 1: 100 });
  });
});

describe('of those who subscribe', () => {
  it('whoever ends it before their page is told nothing', async () => {
    const { topic, people } = await subscribed(20);
    await send(topic);
    await Promise.all(people.slice(0, 5).map(async (userId) => subscriptions.remove(userId, topic)));
    await steps.workOff(work);
    expect(await told(people.slice(0, 5))).toEqual({ 0: 5 });
    expect(await told(people.slice(5))).toEqual({ 1: 15 });
  });

  it('whoever is deleted is told nothing', async () => {
    const { topic, people } = await subscribed(20);
    await send(topic);
    const [gone = ''] = people;
    await RecipientEntity.patch({ userId: gone }).set({ closed: true }).go();
    await steps.workOff(work);
    expect(await told([gone])).toEqual({ 0: 1 });
    expect(await told(people.slice(1))).toEqual({ 1: 19 });
  });

  it('one whose profile has not arrived holds up nobody, and is told when it has', async () => {
    const { topic, people } = await subscribed(60);
    const userId = randomUUID();
    await subscriptions.add(userId, topic);
    await send(topic);
    const alone: Step[] = [];
    await steps.workOff(async (step) => {
      if (step.userId === undefined) return work(step);
      alone.push(step);
    });
    expect(await told(people)).toEqual({ 1: 60 });
    expect(alone).toEqual([expect.objectContaining({ userId, shard: shardOf(userId) })]);
    const [step] = alone as [Step];
    await expect(work(step)).rejects.toMatchObject({ type: 'recipient-unknown' });
    await knownPerson({ userId });
    await work(step);
    await work(step);
    expect(await told([userId])).toEqual({ 1: 1 });
  });

  it('one who could not be told with the others, and has unsubscribed since, is told nothing', async () => {
    const { topic } = await subscribed(0);
    const { userId } = await knownPerson();
    const messageId = await send(topic);
    await work({ messageId, shard: shardOf(userId), page: 0, userId });
    expect(await told([userId])).toEqual({ 0: 1 });
    await steps.workOff(work);
  });

  it('one whom our code cannot tell holds up nobody else', async () => {
    const { topic, people } = await subscribed(30);
    const broken = people[3] ?? '';
    const planner: typeof plan = async (notice, now) => {
      if (notice.userId === broken) throw new TypeError('a fault of ours');
      return plan(notice, now);
    };
    await send(topic);
    const alone: Step[] = [];
    await steps.workOff(async (step) => {
      if (step.userId === undefined) return work(step, { planner });
      alone.push(step);
    });
    expect(await told(people.filter((userId) => userId !== broken))).toEqual({ 1: 29 });
    expect(alone.map(({ userId }) => userId)).toContain(broken);
  });
});

describe('a page that somebody has gone beyond', () => {
  /** The second page of a shard is due, and no message for it is in the queue: its worker was killed. */
  async function halted() {
    const { topic } = await subscribed(0);
    const people = Array.from({ length: 400 }, () => randomUUID())
      .filter((userId) => shardOf(userId) === 7)
      .slice(0, 8);
    await RecipientEntity.put(people.map((userId) => ({ userId, handle: 'ada', email: `${userId}@example.com` }))).go();
    await SubscriptionEntity.put(people.map((userId) => ({ topic, shard: 7, userId }))).go();
    const messageId = await send(topic);
    while ((await steps.receive()).length > 0);
    const step = { messageId, shard: 7, page: 0 };
    proxy.inject('SQS.SendMessageBatch', cut('before'), { times: TRIES });
    await expect(work(step)).rejects.toThrow('socket hang up');
    return { people, step };
  }

  it('is not handed on by another while its worker may be about to', async () => {
    const { step } = await halted();
    await expect(work(step)).rejects.toBeInstanceOf(Retryable);
    expect(await steps.receive()).toEqual([]);
  });

  it('is handed on by one, when its worker has died and ten come at once', async () => {
    const { step, people } = await halted();
    clock += 60_000;
    await Promise.allSettled(Array.from({ length: 10 }, async () => work(step)));
    clock += 60_000;
    await work(step);
    const { messages } = await steps.workOff(work);
    expect(messages).toBe(1);
    expect(await told(people)).toEqual({ 1: 8 });
  });

  it('is handed on once more at most, when the one who took over dies as well', async () => {
    const { step, people } = await halted();
    clock += 60_000;
    proxy.inject('DynamoDB.UpdateItem', cut('before'), { after: 1, times: TRIES });
    await expect(work(step)).rejects.toThrow('socket hang up');
    clock += 60_000;
    await work(step);
    const { messages } = await steps.workOff(workAndWait);
    expect(messages).toBe(2);
    expect(await told(people)).toEqual({ 1: 8 });
  });

  it('a page of which nobody has come to the one before is refused', async () => {
    const { topic } = await subscribed(0);
    const messageId = await send(topic);
    await expect(work({ messageId, shard: 0, page: 3 })).rejects.toMatchObject({ type: 'unknown-page' });
    await expect(work({ messageId: randomUUID(), shard: 0, page: 0 })).rejects.toMatchObject({
      type: 'unknown-message',
    });
  });
});

import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import { lambdaContext, scheduledEvent, throttle } from '@libs/testing';
import { releaseDue } from '../../src/delivery/release-due.ts';
import { deliveries } from '../../src/data/deliveries.ts';
import { DUE_SHARDS } from '../../src/domain/due-shard.ts';
import { handler } from '../../src/functions/release-held.ts';
import { planned, stored } from '../deliveries.ts';
import { mailService } from '../mail-service.ts';

const service = mailService();

const PAST = new Date(Date.now() - 60_000).toISOString();
const FUTURE = new Date(Date.now() + 3600_000).toISOString();
const run = async (signal = new AbortController().signal) => releaseDue({ now: new Date(), signal, log });

/** Held ones; of one person, and so of one shard, when that is given. */
const held = async (count: number, dueAt = PAST, userId?: string) =>
  Promise.all(Array.from({ length: count }, () => planned({ state: 'held', dueAt, userId: userId ?? randomUUID() })));

const statesOf = async (all: Awaited<ReturnType<typeof held>>) =>
  Promise.all(all.map(async (one) => (await stored(one))?.state));

/** Nothing of another test is due. */
beforeEach(async () => {
  await run();
});

describe('held deliveries', () => {
  it('go on their way when they are due, whatever their shard, and the others stay', async () => {
    const due = await Promise.all(
      DUE_SHARDS.map((digit) => planned({ state: 'held', dueAt: PAST, userId: randomUUID().slice(0, -1) + digit })),
    );
    const later = await held(3, FUTURE);
    await handler(scheduledEvent(), lambdaContext());
    expect(new Set(await statesOf(due))).toEqual(new Set(['pending']));
    expect(new Set(await statesOf(later))).toEqual(new Set(['held']));
  });

  it('of one shard that are more than a page all go', async () => {
    const due = await held(250, PAST, randomUUID());
    expect(await run()).toBe(250);
    expect(new Set(await statesOf(due))).toEqual(new Set(['pending']));
  });

  it('go once when two release at the same time', async () => {
    await held(40);
    const [one, other] = await Promise.all([run(), run()]);
    expect(one + other).toBe(40);
  });

  it('that were left over when the time was over go in the next minute', async () => {
    const due = await held(40, PAST, randomUUID());
    const abort = new AbortController();
    const store = {
      ...deliveries,
      release: async (...given: Parameters<typeof deliveries.release>) => {
        abort.abort();
        return deliveries.release(...given);
      },
    };
    const first = await releaseDue({ now: new Date(), signal: abort.signal, log }, store);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(40);
    expect(await run()).toBe(40 - first);
    expect(new Set(await statesOf(due))).toEqual(new Set(['pending']));
  });

  it('that the table does not take go in the next minute, all others go now, and the run fails', async () => {
    const due = await held(20);
    const [unlucky] = due;
    service.proxy.inject('DynamoDB.UpdateItem', throttle(), {
      times: 10,
      when: (input) => JSON.stringify(input).includes(unlucky?.deliveryId ?? 'none'),
    });
    await expect(run()).rejects.toThrow('1 of the due deliveries');
    expect((await statesOf(due)).filter((state) => state === 'pending')).toHaveLength(19);
    service.proxy.heal();
    expect(await run()).toBe(1);
  });

  it('of a shard that cannot be read hold up no other shard', async () => {
    const due = await held(1, PAST, `${randomUUID().slice(0, -1)}a`);
    service.proxy.inject('DynamoDB.Query', throttle(), {
      times: 10,
      when: (input) => JSON.stringify(input).includes('shard_b'),
    });
    await expect(run()).rejects.toThrow('not released');
    expect(await statesOf(due)).toEqual(['pending']);
  });
});

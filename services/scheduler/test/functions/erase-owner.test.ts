import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  busEvent,
  concurrently,
  crashAfter,
  cut,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  meanwhile,
  sqsEvent,
  testEngine,
  throttle,
  twice,
} from '@libs/testing';
import { UserDeleted } from '@services/users/contract';
import type { ownQueue } from '@libs/messaging/own-queue';
import { OccurrenceEntity } from '../../src/data/entities/occurrence.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { RequestEntity } from '../../src/data/entities/request.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { owners } from '../../src/data/owners.ts';
import { requests } from '../../src/data/requests.ts';
import { schedules } from '../../src/data/schedules.ts';
import { newSchedule } from '../../src/domain/new-schedule.ts';
import { requestedRef } from '../../src/data/requested-ref.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { occurrences } from '../../src/data/occurrences.ts';
import { eraseOwner } from '../../src/erasure/erase-owner.ts';
import { handler } from '../../src/functions/erase-owner.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
let queueUrl: string;
ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
beforeAll(async () => {
  const engine = await testEngine();
  const created = await new SQSClient(engine.client).send(
    new CreateQueueCommand({ QueueName: engine.unique('erase-owner') }),
  );
  queueUrl = created.QueueUrl ?? '';
  process.env['OWN_QUEUE_URL'] = proxy.through(queueUrl);
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const DONE = { batchItemFailures: [] };
const NOW = new Date('2026-11-21T10:00:00.000Z');
const OCCURRENCES = 60;

const hourly = (ownerId: string): Schedule =>
  newSchedule(
    { ownerId, scheduleId: randomUUID() },
    { when: { every: 'PT1H' }, misfire: 'fire-now', action: { type: 'publish', name: 'Chime' } },
    NOW,
  );

/** Somebody with schedules of their own, one that a service asked for, and a history. */
async function active(): Promise<{ readonly ownerId: string; readonly own: Schedule }> {
  const ownerId = randomUUID();
  const own = await schedules.create(hourly(ownerId));
  await schedules.create(hourly(ownerId));
  const ref = requestedRef({ service: 'notifications', key: 'digest', userId: ownerId });
  await requests.take({ ...ref, version: 1 }, () => ({ ...hourly(ownerId), ...ref }), NOW);
  const { scheduleId } = own;
  await OccurrenceEntity.put(
    Array.from({ length: OCCURRENCES }, (_, hour) => {
      const plannedAt = new Date(NOW.getTime() - hour * 3_600_000).toISOString();
      return {
        ownerId,
        scheduleId,
        occurrenceId: `${scheduleId}.${hour}`,
        plannedAt,
        settledAt: plannedAt,
        outcome: 'fired' as const,
        trigger: 'schedule' as const,
        expiresAt: 2_000_000_000,
      };
    }),
  ).go();
  return { ownerId, own };
}

/** How much there is of an owner, by entity. */
async function leftOf(ownerId: string): Promise<Record<string, number>> {
  const options = { consistent: true, pages: 'all' } as const;
  const lists = {
    schedules: (await ScheduleEntity.query.one({ ownerId }).go(options)).data,
    requests: (await RequestEntity.query.one({ ownerId }).go(options)).data,
    occurrences: (await OccurrenceEntity.query.one({ ownerId }).go(options)).data,
  };
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : [])),
  );
}

const deletionOf = (ownerId: string) => sqsEvent(busEvent(UserDeleted, { userId: ownerId }));
const erase = async (ownerId: string) => handler(deletionOf(ownerId), lambdaContext());

describe('who deletes their account', () => {
  it('leaves nothing but the note that it is gone, for 90 days', async () => {
    const { ownerId } = await active();
    expect(await leftOf(ownerId)).toEqual({ schedules: 3, requests: 1, occurrences: OCCURRENCES });
    expect(await erase(ownerId)).toEqual(DONE);
    expect(await leftOf(ownerId)).toEqual({});
    expect(await owners.isClosed(ownerId)).toBe(true);
    const { data: owner } = await OwnerEntity.get({ ownerId }).go({ consistent: true });
    expect(((owner?.expiresAt ?? 0) - Date.now() / 1000) / 86_400).toBeCloseTo(90, 2);
  });

  it('is erased once, twice, and by several at once', async () => {
    const { ownerId } = await active();
    await concurrently(handler, deletionOf(ownerId), 3);
    const outcomes = await twice(handler, deletionOf(ownerId));
    expect(outcomes).toEqual(Array.from({ length: 2 }, () => ({ status: 'fulfilled', value: DONE })));
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('takes nothing from others', async () => {
    const [gone, other] = [await active(), await active()];
    await erase(gone.ownerId);
    expect(await leftOf(other.ownerId)).toEqual({ schedules: 3, requests: 1, occurrences: OCCURRENCES });
  });

  it('may never have planned anything', async () => {
    const ownerId = randomUUID();
    expect(await erase(ownerId)).toEqual(DONE);
    expect(await owners.isClosed(ownerId)).toBe(true);
  });
});

describe('an erasure beside something else', () => {
  /** Does something in the middle of the erasure, right before its call of this name. */
  const during = (operation: string, act: () => Promise<unknown>): unknown[] => {
    const outcomes: unknown[] = [];
    const work = meanwhile(async () => outcomes.push(await act().catch((error: unknown) => error)));
    proxy.inject(operation, work);
    return outcomes;
  };

  it('erases what was created at the last moment', async () => {
    const { ownerId } = await active();
    const outcomes = during('DynamoDB.UpdateItem', async () => schedules.create(hourly(ownerId)));
    await erase(ownerId);
    expect(outcomes).toMatchObject([{ ownerId }]);
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('refuses what is created from then on, by the person or for them', async () => {
    const { ownerId } = await active();
    const outcomes = during('DynamoDB.BatchWriteItem', async () => schedules.create(hourly(ownerId)));
    await erase(ownerId);
    expect(outcomes).toMatchObject([{ type: 'account-deleted' }]);
    const ref = requestedRef({ service: 'notifications', key: 'late', userId: ownerId });
    expect(await requests.take({ ...ref, version: 1 }, () => ({ ...hourly(ownerId), ...ref }), NOW)).toBe('closed');
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('has nothing fire afterwards: whoever has read the schedule before cannot settle it', async () => {
    const { ownerId, own } = await active();
    const outcomes = during('DynamoDB.Query', async () => {
      const read = (await schedules.find(own)) as Schedule;
      await ScheduleEntity.delete(own).go();
      return schedules.save(settle(read, new Date(read.nextAt ?? '')));
    });
    await erase(ownerId);
    expect(outcomes).toEqual([false]);
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('has nothing changed afterwards: nobody brings a schedule back that they have read before', async () => {
    const { ownerId, own } = await active();
    await erase(ownerId);
    expect(await schedules.save({ ...own, state: 'paused', nextAt: undefined, version: 2 })).toBe(false);
    expect(await leftOf(ownerId)).toEqual({});
  });
});

describe('an erasure in which something fails', () => {
  it('goes on where it was killed', async () => {
    const { ownerId } = await active();
    expect(await crashAfter(proxy, 'DynamoDB.BatchWriteItem', handler, deletionOf(ownerId))).toEqual(DONE);
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('comes again, when the table does not answer, and what fires is gone first', async () => {
    const { ownerId } = await active();
    proxy.inject('DynamoDB.BatchWriteItem', cut('before'), { after: 2, times: 10 });
    const { batchItemFailures } = (await erase(ownerId)) ?? {};
    proxy.heal();
    expect(batchItemFailures).toHaveLength(1);
    expect(Object.keys(await leftOf(ownerId))).toEqual(['occurrences']);
    expect(await erase(ownerId)).toEqual(DONE);
    expect(await leftOf(ownerId)).toEqual({});
  });
});

describe('what is left for another invocation', () => {
  const tools = { log: { info: () => undefined } as never, signal: new AbortController().signal };
  const deletion = (ownerId: string) =>
    ({ ...busEvent(UserDeleted, { userId: ownerId }).detail, name: 'UserDeleted', source: 'users', ...tools }) as const;
  const inSmallParts = async (ownerId: string, now: Date) => eraseOwner(ownerId, now, 1);

  it('is handed on as the bus delivers it', async () => {
    const { ownerId } = await active();
    await handler.logic(deletion(ownerId), inSmallParts);
    expect(await leftOf(ownerId)).toEqual({ requests: 1, occurrences: OCCURRENCES });
    const { Messages: [message] = [] } = await new SQSClient((await testEngine()).client).send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5 }),
    );
    expect(await handler(sqsEvent(JSON.parse(message?.Body ?? '') as never), lambdaContext())).toEqual(DONE);
    expect(await leftOf(ownerId)).toEqual({});
  });

  it('is looked for at once while there is more, some minutes later when there was something, and then no more', async () => {
    const { ownerId } = await active();
    const delays: (number | undefined)[] = [];
    const queue = { handOn: async (...[, , delay]: Parameters<typeof ownQueue.handOn>) => void delays.push(delay) };
    let handed: number;
    do {
      handed = delays.length;
      await handler.logic(deletion(ownerId), inSmallParts, queue);
    } while (delays.length > handed);
    expect(await leftOf(ownerId)).toEqual({});
    expect(delays.slice(0, -1).every((delay) => delay === 0)).toBe(true);
    expect(delays.length).toBeGreaterThan(2);
  });

  it('finds what was stored by somebody who had seen the account open', async () => {
    const { ownerId, own } = await active();
    await erase(ownerId);
    const settled = occurrencesOf(settle(own, new Date(own.nextAt ?? '')));
    await occurrences.keep(settled.map((occurrence) => ({ ...occurrence, ownerId, scheduleId: own.scheduleId })));
    expect(await leftOf(ownerId)).toEqual({ occurrences: 1 });
    const delays: (number | undefined)[] = [];
    await handler.logic(deletion(ownerId), eraseOwner, { handOn: async (_, __, delay) => void delays.push(delay) });
    expect(await leftOf(ownerId)).toEqual({});
    expect(delays).toEqual([300]);
  });

  it('comes again when it could not be handed on', async () => {
    const { ownerId } = await active();
    proxy.inject('SQS.SendMessageBatch', throttle(), { times: Number.POSITIVE_INFINITY });
    await expect(handler.logic(deletion(ownerId), inSmallParts)).rejects.toThrow('throttled');
  });
});

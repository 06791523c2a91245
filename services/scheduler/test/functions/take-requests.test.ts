import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EventData, EventMetadata } from '@libs/contracts';
import {
  busEvent,
  concurrently,
  crashAfter,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  meanwhile,
  orders,
  sqsEvent,
  testEngine,
  twice,
} from '@libs/testing';
import { ScheduleCancelled, ScheduleRequested } from '../../src/contract/requests.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { RequestEntity } from '../../src/data/entities/request.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { owners } from '../../src/data/owners.ts';
import { schedules } from '../../src/data/schedules.ts';
import { requestedRef } from '../../src/data/requested-ref.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { handler } from '../../src/functions/take-requests.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
beforeAll(async () => {
  const engine = await testEngine();
  const { QueueUrl = '' } = await new SQSClient(engine.client).send(
    new CreateQueueCommand({ QueueName: engine.unique('dlq') }),
  );
  process.env['DEAD_LETTER_QUEUE_URL'] = proxy.through(QueueUrl);
});
beforeEach(() => proxy.heal());
afterAll(() => proxy.stop());

type Request = EventData<typeof ScheduleRequested>;
const DONE = { batchItemFailures: [] };
const BY = 'notifications';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const reminder = { type: 'notify', title: 'Water the plants', body: '', category: 'schedules' } as const;

/** Somebody who wants to be reminded in an hour. */
const request = (given: Partial<Request> = {}): Request => ({
  key: randomUUID(),
  version: 1,
  userId: randomUUID(),
  when: { at: inAnHour() },
  action: reminder,
  ...given,
});

const asked = (data: Request, metadata: Partial<EventMetadata> = {}, by = BY) =>
  sqsEvent(busEvent(ScheduleRequested, data, metadata, by));
const cancelled = ({ key, userId }: Request, version: number) =>
  sqsEvent(busEvent(ScheduleCancelled, { key, version, ...(userId === undefined ? {} : { userId }) }, {}, BY));
const take = async (event: ReturnType<typeof asked>) => handler(event, lambdaContext());
const scheduleOf = async ({ key, userId }: Request, service = BY): Promise<Schedule | undefined> =>
  schedules.find(requestedRef({ service, key, userId }));

/** The reasons for which messages with this in them went to the dead-letter queue. */
const reasonsOf = (about: string): unknown[] =>
  proxy
    .callsOf('SQS.SendMessage')
    .map(({ input }) => input as { MessageBody: string; MessageAttributes: { reason: { StringValue: string } } })
    .filter(({ MessageBody }) => MessageBody.includes(about))
    .map(({ MessageAttributes }) => MessageAttributes.reason.StringValue);
/** Times are of the domain, whose clock a test moves. */
const after = (schedule: Schedule, ms: number): Date => new Date(Date.parse(schedule.nextAt ?? '') + ms);

describe('a request of a service', () => {
  it('makes a schedule of the person whom it concerns, which tells who asked', async () => {
    const data = request();
    expect(await take(asked(data))).toEqual(DONE);
    expect(await scheduleOf(data)).toMatchObject({
      ownerId: data.userId,
      state: 'active',
      nextAt: data.when.at,
      misfire: 'fire-now',
      action: reminder,
      requestedBy: { service: BY, key: data.key },
      version: 1,
    });
  });

  it('without a person makes one of the service', async () => {
    const { userId: _, ...data } = request({ action: { type: 'publish', name: 'DigestDue' } });
    expect(await take(asked(data))).toEqual(DONE);
    const found = await scheduleOf(data);
    expect(found).toMatchObject({ requestedBy: { service: BY, key: data.key }, nextAt: data.when.at });
    expect(found?.ownerId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('counts for nobody: the person has as much room as before', async () => {
    const userId = randomUUID();
    for (let i = 0; i < 6; i++) await take(asked(request({ userId })));
    const { data } = await ScheduleEntity.query.one({ ownerId: userId }).go({ consistent: true });
    expect(data).toHaveLength(6);
    expect((await OwnerEntity.get({ ownerId: userId }).go({ consistent: true })).data).toBeNull();
  });

  it.each([
    ['another key', { key: 'b' }, BY],
    ['the key in another case', { key: 'A' }, BY],
    ['another person', { userId: '0190b7a2-0000-7000-8000-00000000000b' }, BY],
    ['no person', { userId: undefined }, BY],
    ['another service', {}, 'users'],
  ])('with %s is another one', (_, other, by) => {
    const one = { service: BY, key: 'a', userId: '0190b7a2-0000-7000-8000-00000000000a' };
    const refs = [requestedRef(one), requestedRef({ ...one, ...other, service: by })];
    expect(new Set(refs.map(({ scheduleId }) => scheduleId)).size).toBe(2);
  });
});

describe('requests under one key', () => {
  it('that come twice, one after the other or at once, make one schedule', async () => {
    const data = request();
    const event = asked(data);
    await twice(handler, event);
    const outcomes = await concurrently(handler, event, 4);
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ status: 'fulfilled', value: DONE })));
    expect(await scheduleOf(data)).toMatchObject({ version: 1 });
  });

  it('end with the highest version, in whichever order they come', async () => {
    for (const order of orders([1, 2, 3])) {
      const data = request();
      for (const version of order) {
        await take(asked({ ...data, version, action: { ...reminder, title: `v${version}` } }));
      }
      expect(await scheduleOf(data)).toMatchObject({ action: { title: 'v3' } });
    }
  });

  it('that are asked and cancelled end as the highest version says, in whichever order they come', async () => {
    const steps = [
      (data: Request) => asked({ ...data, version: 1 }),
      (data: Request) => cancelled(data, 2),
      (data: Request) => asked({ ...data, version: 3, action: { ...reminder, title: 'again' } }),
      (data: Request) => cancelled(data, 4),
    ];
    for (const order of orders(steps)) {
      const data = request();
      for (const step of order) expect(await take(step(data))).toEqual(DONE);
      expect((await scheduleOf(data))?.state ?? 'none').not.toBe('active');
    }
  });

  it('make a schedule anew after a cancel, and take no late one from before it', async () => {
    const data = request();
    await take(asked(data));
    await take(cancelled(data, 2));
    expect(await scheduleOf(data)).toMatchObject({ state: 'finished' });
    await take(asked({ ...data, version: 3 }));
    await take(asked({ ...data, version: 1, action: { ...reminder, title: 'late' } }));
    expect(await scheduleOf(data)).toMatchObject({ state: 'active', action: reminder });
  });

  it('cancel the schedule of nobody else', async () => {
    const data = request();
    await take(asked(data));
    await take(cancelled({ ...data, userId: randomUUID() }, 2));
    expect(await scheduleOf(data)).toMatchObject({ state: 'active' });
  });

  it('are remembered for 90 days', async () => {
    const data = request();
    await take(asked(data));
    const { data: note } = await RequestEntity.get(requestedRef({ service: BY, ...data })).go({ consistent: true });
    const days = ((note?.expiresAt ?? 0) - Date.now() / 1000) / 86_400;
    expect(days).toBeCloseTo(90, 2);
  });

  it('revive nothing that has come to its end, until the service asks with a higher version', async () => {
    const data = request();
    const event = asked(data);
    await take(event);
    // As time to live removes what has been finished for long.
    await ScheduleEntity.delete(requestedRef({ service: BY, ...data })).go();
    await take(event);
    expect(await scheduleOf(data)).toBeUndefined();
    await take(asked({ ...data, version: 2 }));
    expect(await scheduleOf(data)).toBeDefined();
  });
});

describe('a request whose schedule fires at this moment', () => {
  it('wins over what is in the queue: the state that was settled is replaced, and its version goes on', async () => {
    const data = request({ when: { every: 'PT1H' } });
    await take(asked(data));
    const before = (await scheduleOf(data)) as Schedule;
    const fired = settle(before, after(before, 0));
    const fires = meanwhile(async () => expect(await schedules.save(fired)).toBe(true));
    proxy.inject('DynamoDB.TransactWriteItems', fires);
    expect(await take(asked({ ...data, version: 2, maxOccurrences: 3 }))).toEqual(DONE);
    expect(await scheduleOf(data)).toMatchObject({ version: 3, occurrences: 0, maxOccurrences: 3 });
    expect(await schedules.save(settle(fired, after(fired, 0)))).toBe(false);
  });
});

describe('a schedule that is cancelled, and asked for again, while it is about to fire', () => {
  it('does not fire as it was: who has read it before is refused', async () => {
    const data = request();
    await take(asked(data));
    const read = (await scheduleOf(data)) as Schedule;
    await take(cancelled(data, 2));
    expect(await schedules.save(settle(read, after(read, 0)))).toBe(false);
    await take(asked({ ...data, version: 3, action: { ...reminder, title: 'another' } }));
    expect(await schedules.save(settle(read, after(read, 0)))).toBe(false);
    expect(await scheduleOf(data)).toMatchObject({ state: 'active', action: { title: 'another' } });
  });
});

describe('a cancel beside a request with a lower version', () => {
  it('ends what was asked for between its reading and its writing', async () => {
    const data = request();
    proxy.inject(
      'DynamoDB.TransactWriteItems',
      meanwhile(async () => take(asked(data))),
    );
    expect(await take(cancelled(data, 2))).toEqual(DONE);
    expect(await scheduleOf(data)).toMatchObject({ state: 'finished' });
  });
});

describe('a cancel beside a request with a higher version', () => {
  it('removes nothing, when it was overtaken between its reading and its writing', async () => {
    const data = request();
    await take(asked(data));
    proxy.inject(
      'DynamoDB.TransactWriteItems',
      meanwhile(async () => take(asked({ ...data, version: 3 }))),
    );
    expect(await take(cancelled(data, 2))).toEqual(DONE);
    expect(await scheduleOf(data)).toMatchObject({ state: 'active', version: 2 });
  });
});

describe('a request that is killed', () => {
  it('after its write is done once', async () => {
    const data = request();
    expect(await crashAfter(proxy, 'DynamoDB.TransactWriteItems', handler, asked(data))).toEqual(DONE);
    expect(await scheduleOf(data)).toMatchObject({ version: 1 });
  });
});

describe('a request that is late', () => {
  const now = new Date('2026-11-21T10:00:02.000Z');
  const at = '2026-11-21T10:00:00.000Z';

  /** What a request that was made at a moment comes to. */
  const taken = async (data: Request, occurredAt: string): Promise<Schedule | undefined> => {
    const { detail } = busEvent(ScheduleRequested, data, { occurredAt }, BY);
    const tools = { log: { info: () => undefined } as never, signal: new AbortController().signal };
    await handler.logic({ name: 'ScheduleRequested', source: BY, ...detail, ...tools }, undefined, now);
    return scheduleOf(data);
  };

  it('by two seconds is not lost: it is due at once', async () => {
    const schedule = await taken(request({ when: { at } }), '2026-11-21T09:59:59.000Z');
    expect(schedule).toMatchObject({ state: 'active', nextAt: at });
    expect(settle(schedule as Schedule, now).settled).toMatchObject([{ plannedAt: at, outcome: 'fired' }]);
  });

  it('by minutes is treated by its misfire policy', async () => {
    const schedule = await taken(
      request({ when: { at: '2026-11-21T09:00:00Z' }, misfire: 'skip' }),
      '2026-11-21T08:59:00.000Z',
    );
    expect(settle(schedule as Schedule, now)).toMatchObject({ state: 'finished', settled: [{ outcome: 'skipped' }] });
  });

  it('by two weeks makes up for the last hour of what recurs, and not for all of it', async () => {
    const data = request({ when: { cron: '*/10 * * * *', timeZone: 'UTC' } });
    expect(await taken(data, '2026-11-07T10:00:00.000Z')).toMatchObject({ nextAt: '2026-11-21T09:10:00.000Z' });
  });

  it('may be for the moment at which it was made', async () => {
    expect(await taken(request({ when: { at } }), '2026-11-21T10:00:01.000Z')).toMatchObject({ nextAt: at });
  });

  it('is no request for a time that was long past when it was made', async () => {
    const late = taken(request({ when: { at: '2026-11-21T09:00:00Z' } }), '2026-11-21T10:00:00.000Z');
    await expect(late).rejects.toMatchObject({
      type: 'invalid-schedule',
      errors: [{ pointer: '/data/when/at', code: 'in-the-past' }],
    });
  });

  it('makes up for the times of a recurring one since it was made, and for none before', async () => {
    const schedule = await taken(request({ when: { cron: '* * * * *', timeZone: 'UTC' } }), '2026-11-21T09:58:30.000Z');
    expect(settle(schedule as Schedule, now).settled?.map(({ plannedAt }) => plannedAt)).toEqual([
      '2026-11-21T09:59:00.000Z',
      at,
    ]);
  });

  it.each([
    ['another', (data: Request) => [{ ...data, version: 2 }]],
    ['two others', (data: Request) => [2, 3].map((version) => ({ ...data, version }))],
  ])('%s under its key repeats no occurrence that was settled before', async (_, late) => {
    const data = request({ when: { at } });
    const before = (await taken(data, '2026-11-21T09:59:00.000Z')) as Schedule;
    expect(await schedules.save(settle(before, now))).toBe(true);
    for (const next of late(data)) await taken(next, '2026-11-21T09:59:59.000Z');
    const found = await scheduleOf(data);
    expect(found).toMatchObject({ state: 'finished', settledUpTo: at });
    expect(found).not.toHaveProperty('nextAt');
  });

  it('is told though its time lies before one that was settled under the plan before', async () => {
    const data = request({ when: { at } });
    const before = (await taken(data, '2026-11-21T09:59:00.000Z')) as Schedule;
    expect(await schedules.save(settle(before, now))).toBe(true);
    const earlier = '2026-11-21T09:59:50.000Z';
    const again = await taken({ ...data, version: 2, when: { at: earlier } }, '2026-11-21T10:00:01.000Z');
    expect(again).toMatchObject({ state: 'active', nextAt: earlier });
  });

  it('after a cancel repeats none either, and takes up with those that follow', async () => {
    const data = request({ when: { cron: '0 10 * * *', timeZone: 'UTC' } });
    const before = (await taken(data, '2026-11-21T09:59:00.000Z')) as Schedule;
    expect(await schedules.save(settle(before, now))).toBe(true);
    await take(cancelled(data, 2));
    const again = await taken({ ...data, version: 3 }, '2026-11-21T09:59:59.000Z');
    expect(again).toMatchObject({ state: 'active', nextAt: '2026-11-22T10:00:00.000Z' });
  });
});

describe('a request that makes no sense', () => {
  it.each([
    ['a time that never comes', { when: { cron: '0 0 31 2 *', timeZone: 'UTC' } }],
    ['two times', { when: { at: inAnHour(), every: 'PT1H' } }],
    ['an end before its beginning', { startsAt: '2031-01-02T00:00:00Z', endsAt: '2031-01-01T00:00:00Z' }],
    ['a bound that no clock shows', { endsAt: '2030-12-31T23:59:60Z' }],
    ['nobody to notify', { userId: undefined }],
  ])('for %s goes to the dead-letter queue with its reason, and what held before goes on', async (_, wrong) => {
    const data = { ...request(), ...wrong } as Request;
    if (data.userId === undefined) delete data.userId;
    const good = { ...data, when: { at: inAnHour() }, action: { type: 'publish', name: 'DigestDue' } } as Request;
    delete good.startsAt;
    delete good.endsAt;
    await take(asked(good));
    expect(await take(asked({ ...data, version: 2 }))).toEqual(DONE);
    expect(reasonsOf(data.key)).toEqual(['invalid-schedule']);
    expect(await scheduleOf(data)).toMatchObject({ action: good.action, version: 1 });
  });

  it('keeps nothing else in its batch back', async () => {
    const data = request();
    const batch = sqsEvent('poison', busEvent(ScheduleRequested, data, {}, BY));
    expect(await take(batch)).toEqual(DONE);
    expect(reasonsOf('poison')).toEqual(['malformed-json']);
    expect(await scheduleOf(data)).toBeDefined();
  });
});

describe('a request for a person whose account is gone', () => {
  it('is dropped, and leaves nothing behind', async () => {
    const data = request();
    await owners.close(data.userId as string, new Date());
    expect(await take(asked(data))).toEqual(DONE);
    expect(await take(cancelled(data, 2))).toEqual(DONE);
    expect(await scheduleOf(data)).toBeUndefined();
    expect((await RequestEntity.get(requestedRef({ service: BY, ...data })).go({ consistent: true })).data).toBeNull();
    expect(reasonsOf(data.key)).toEqual([]);
  });
});

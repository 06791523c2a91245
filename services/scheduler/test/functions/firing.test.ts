import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { metrics } from '@libs/observability';
import { lambdaContext, sqsEvent } from '@libs/testing';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { DueOccurrence, DueShard } from '../../src/contract/due.ts';
import { scheduleChanges } from '../../src/data/changes.ts';
import { handler as fire } from '../../src/functions/fire.ts';
import { handler as followUp } from '../../src/functions/follow-up.ts';
import { handler as handOut } from '../../src/functions/hand-out.ts';
import { handler as relay } from '../../src/functions/relay.ts';
import { handler as tick } from '../../src/functions/tick.ts';
import type { ScheduleChange } from '../../src/data/changes.ts';

const folder = join(dirname(require.resolve('../../package.json')), 'events');
const sampleOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const tools = { log: silent, signal: new AbortController().signal };

it.each([
  ['fire', DueOccurrence],
  ['hand-out', DueShard],
])('the sample of %s is what its queue carries', (name, contract) => {
  const { Records } = sampleOf(name) as SQSEvent;
  expect(contract.validate({ body: JSON.parse(Records[0]?.body ?? '') as unknown })).toBe(true);
});

it.each(['relay', 'follow-up'])('the sample of %s is a schedule that has fired', (name) => {
  const [record] = (sampleOf(name) as DynamoDBStreamEvent).Records;
  expect(scheduleChanges(record as NonNullable<typeof record>)).toMatchObject({
    after: { version: 2, settled: [{ outcome: 'fired' }] },
  });
});

it('relay tells of the sample', async () => {
  const [record] = (sampleOf('relay') as DynamoDBStreamEvent).Records;
  const change = scheduleChanges(record as NonNullable<typeof record>) as ScheduleChange;
  const names: string[] = [];
  await relay.logic(
    { items: [change] },
    async (events) => void names.push(...events.map(({ contract }) => contract.name)),
  );
  expect(names).toEqual(['ScheduleFired']);
});

it('follow-up hands on all changes of its batch', async () => {
  const [record] = (sampleOf('follow-up') as DynamoDBStreamEvent).Records;
  const change = scheduleChanges(record as NonNullable<typeof record>) as ScheduleChange;
  let seen: readonly ScheduleChange[] = [];
  await followUp.logic({ items: [change], ...tools }, async ({ changes }) => void (seen = changes));
  expect(seen).toEqual([change]);
});

it('hand-out walks the shard of its message', async () => {
  const shards: number[] = [];
  await handOut.logic({ body: { shard: 3 }, messageId: 'm', attributes: {}, ...tools }, async ({ shard }) => {
    shards.push(shard);
    return { handedOut: 1, woken: 0 };
  });
  expect(shards).toEqual([3]);
});

it('hand-out counts nothing too, by which its alarm knows that it has run, and does not when it fails', async () => {
  const counted = jest.spyOn(metrics, 'addMetric').mockReturnValue(metrics);
  const message = { body: { shard: 3 }, messageId: 'm', attributes: {}, ...tools };
  await handOut.logic(message, async () => ({ handedOut: 0, woken: 0 }));
  await expect(handOut.logic(message, async () => Promise.reject(new Error('closed')))).rejects.toThrow('closed');
  expect(counted.mock.calls).toEqual([
    ['OccurrencesHandedOut', 'Count', 0],
    ['OccurrencesWoken', 'Count', 0],
  ]);
  counted.mockRestore();
});

it('tick asks for all shards once', async () => {
  let ticks = 0;
  await tick.logic({ scheduledAt: new Date(), ...tools }, async () => (ticks += 1));
  expect(ticks).toBe(1);
});

it('fire settles the occurrence of its message', async () => {
  const body = { ownerId: 'o', scheduleId: 's', version: 1, plannedAt: '2026-11-21T10:00:00.000Z' };
  const seen: unknown[] = [];
  await fire.logic({ body, messageId: 'm', attributes: {}, ...tools }, async (occurrence) => {
    seen.push(occurrence);
    return { outcome: 'stale' };
  });
  expect(seen).toEqual([body]);
});

it('fire measures the drift of what fired, and counts what was skipped', async () => {
  const body = { ownerId: 'o', scheduleId: 's', version: 1, plannedAt: '2026-11-21T10:00:00.000Z' };
  const counted = jest.spyOn(metrics, 'addMetric').mockReturnValue(metrics);
  const settled = { ...body, occurrenceId: 's.1', trigger: 'schedule', settledAt: '2026-11-21T10:00:00.042Z' } as const;
  await fire.logic({ body, messageId: 'm', attributes: {}, ...tools }, async () => ({
    outcome: 'settled',
    settled: [
      { ...settled, outcome: 'fired' },
      { ...settled, outcome: 'skipped' },
    ],
  }));
  expect(counted.mock.calls).toEqual([
    ['Drift', 'Milliseconds', 42],
    ['OccurrencesFired', 'Count', 1],
    ['OccurrencesSkipped', 'Count', 1],
  ]);
  counted.mockRestore();
});

it.each([
  ['fire', fire, { ownerId: 'nobody', scheduleId: 's', version: 1, plannedAt: 'soon' }],
  ['hand-out', handOut, { shard: -1 }],
] as const)(
  '%s sends what is no message of its own to the dead-letter queue, which is closed here',
  async (_, handler, body) => {
    delete process.env['DEAD_LETTER_QUEUE_URL'];
    const event = sqsEvent(body);
    expect(await handler(event, lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: event.Records[0]?.messageId }],
    });
  },
);

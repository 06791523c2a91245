import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FaultyProxy, faultyProxy, fail, testEngine } from '@libs/testing';
import { fireQueue } from '../../src/adapters/fire-queue.ts';
import { handOutQueue } from '../../src/adapters/hand-out-queue.ts';
import { DueOccurrence, DueShard } from '../../src/contract/due.ts';

const now = new Date('2026-11-21T10:00:00.000Z');

interface Entry {
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: { readonly correlationId: { readonly StringValue: string } };
}

let proxy: FaultyProxy;
let url: string;
beforeAll(async () => {
  const engine = await testEngine();
  proxy = await faultyProxy(engine.endpoint);
  const { QueueUrl = '' } = await new SQSClient(engine.client).send(
    new CreateQueueCommand({ QueueName: engine.unique('due') }),
  );
  url = proxy.through(QueueUrl);
  process.env['AWS_ENDPOINT_URL'] = proxy.endpoint;
});
beforeEach(() => {
  process.env['FIRE_QUEUE_URL'] = url;
  process.env['HAND_OUT_QUEUE_URL'] = url;
  process.env['QUEUE_LATENESS'] = '1000';
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** The entries of the calls since the last time. */
let seen = 0;
function entries(): Entry[] {
  const calls = proxy.callsOf('SQS.SendMessageBatch').slice(seen);
  seen += calls.length;
  return calls.flatMap(({ input }) => (input as { Entries: Entry[] }).Entries);
}

const occurrence = (plannedAt: string, correlationId?: string) => ({
  ownerId: randomUUID(),
  scheduleId: randomUUID(),
  version: 1,
  plannedAt,
  ...(correlationId === undefined ? {} : { correlationId }),
});

it('takes what its consumer takes, with the delay that remains, under the correlation id of the schedule', async () => {
  await fireQueue.send([occurrence('2026-11-21T10:01:00.000Z', 'c-1'), occurrence('2026-11-21T09:00:00.000Z')], now);
  const sent = entries();
  expect(sent.map(({ DelaySeconds }) => DelaySeconds)).toEqual([59, 0]);
  expect(sent[0]?.MessageAttributes?.correlationId.StringValue).toBe('c-1');
  const bodies = sent.map(({ MessageBody }) => ({ body: JSON.parse(MessageBody) as unknown }));
  expect(bodies.map((message) => DueOccurrence.validate(message))).toEqual([true, true]);
});

it('takes the shards, ten a call', async () => {
  await handOutQueue.send(Array.from({ length: 16 }, (_, shard) => shard));
  const sent = entries();
  expect(sent).toHaveLength(16);
  expect(sent.every(({ MessageBody }) => DueShard.validate({ body: JSON.parse(MessageBody) as unknown }))).toBe(true);
});

it('throws what the queue does, so that the page is sent again', async () => {
  proxy.inject('SQS.SendMessageBatch', fail(), { times: Number.POSITIVE_INFINITY });
  await expect(fireQueue.send([occurrence('2026-11-21T10:01:00.000Z')], now)).rejects.toThrow(/internal error/);
});

it.each(['', '-1', '5001', '0.5', 'soon'])('is told of no lateness of %p', async (lateness) => {
  process.env['QUEUE_LATENESS'] = lateness;
  await expect(fireQueue.send([], now)).rejects.toThrow('QUEUE_LATENESS');
});

it('must be known', async () => {
  delete process.env['FIRE_QUEUE_URL'];
  await expect(fireQueue.send([], now)).rejects.toThrow('FIRE_QUEUE_URL');
});

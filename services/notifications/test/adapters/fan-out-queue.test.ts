import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { correlate } from '@libs/observability';
import { failEntries, type FaultyProxy, faultyProxy, testEngine } from '@libs/testing';
import { fanOutQueue, type Step } from '../../src/adapters/fan-out-queue.ts';
import { type StepQueue, stepQueue } from '../topics/step-queue.ts';

let proxy: FaultyProxy;
let queue: StepQueue;
beforeAll(async () => {
  const engine = await testEngine();
  proxy = await faultyProxy(engine.endpoint);
  queue = await stepQueue(engine);
  process.env['AWS_ENDPOINT_URL'] = proxy.endpoint;
});
beforeEach(() => {
  process.env['FAN_OUT_QUEUE_URL'] = proxy.through(queue.url);
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const steps = (count: number): Step[] =>
  Array.from({ length: count }, (_, page) => ({ messageId: randomUUID(), shard: 3, page }));

/** The pages in the queue, which is empty afterwards. */
async function pages(): Promise<number[]> {
  const found: number[] = [];
  await queue.workOff(async ({ page }) => void found.push(page));
  return found.toSorted((a, b) => a - b);
}

it('takes any number of parts, ten a call', async () => {
  const before = proxy.callsOf('SQS.SendMessageBatch').length;
  await fanOutQueue.send(steps(23));
  expect(proxy.callsOf('SQS.SendMessageBatch').length - before).toBe(3);
  expect(await pages()).toEqual(Array.from({ length: 23 }, (_, page) => page));
});

it('is sent once more what it refused, and that alone', async () => {
  proxy.inject(
    'SQS.SendMessageBatch',
    failEntries((_, index) => index === 1),
    { times: 2 },
  );
  await fanOutQueue.send(steps(5));
  expect(await pages()).toEqual([0, 1, 2, 3, 4]);
});

it('is given up on after four tries, and asked again by whoever comes next', async () => {
  proxy.inject(
    'SQS.SendMessageBatch',
    failEntries((_, index) => index === 0),
    { times: 4 },
  );
  await expect(fanOutQueue.send(steps(1))).rejects.toMatchObject({ type: 'messages-not-sent', permanent: false });
  expect(await pages()).toEqual([]);
});

it('carries the correlation on', async () => {
  await correlate({ correlationId: 'c-1' }, async () => fanOutQueue.send(steps(1)));
  const { Messages = [] } = await queue.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue.url, MessageAttributeNames: ['All'] }),
  );
  expect(Messages.map(({ MessageAttributes }) => MessageAttributes?.['correlationId']?.StringValue)).toEqual(['c-1']);
});

it('has to be known', async () => {
  delete process.env['FAN_OUT_QUEUE_URL'];
  await expect(fanOutQueue.send(steps(1))).rejects.toThrow('FAN_OUT_QUEUE_URL is not set');
});

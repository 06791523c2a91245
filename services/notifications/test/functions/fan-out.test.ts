import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CreateQueueCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lambdaContext, poll, sqsRecord, testEngine } from '@libs/testing';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { handler } from '../../src/functions/fan-out.ts';
import { inboxOf, ownTable } from '../store.ts';
import { type StepQueue, stepQueue } from '../topics/step-queue.ts';
import { subscribed, told } from '../topics/subscribed.ts';

let sqs: SQSClient;
let steps: StepQueue;
let deadLetters = '';
ownTable(async (endpoint) => {
  const engine = await testEngine();
  sqs = new SQSClient(engine.client);
  steps = await stepQueue(engine);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('dead') }));
  deadLetters = QueueUrl;
  process.env['FAN_OUT_QUEUE_URL'] = steps.url;
  process.env['DEAD_LETTER_QUEUE_URL'] = deadLetters;
  return endpoint;
});

const done = { batchItemFailures: [] };
const hello = { title: 'Hello', body: 'All\nof you' };
const unhurried = () => lambdaContext({ timeout: 60_000 });

/** A message as API Gateway puts it into the queue. */
function fromApi(body: unknown, given: Record<string, string>): SQSRecord {
  const attributes = { caller: 'admin', key: randomUUID(), correlationId: 'c-1', ...given };
  return {
    ...sqsRecord(body),
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: 'String', stringValue }]),
    ),
  };
}

/** A message of the queue as Lambda hands it over. */
const asRecord = ({ Body = '', MessageAttributes = {} }: Message): SQSRecord => ({
  ...sqsRecord(Body),
  messageAttributes: Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
      name,
      { dataType: 'String', stringValue: StringValue },
    ]),
  ),
});

/** Hands over what the function has handed on to itself, until nothing is left. */
async function workOff(): Promise<void> {
  for (let batch = await steps.receive(); batch.length > 0; batch = await steps.receive()) {
    expect(await handler({ Records: batch.map(asRecord) }, unhurried())).toEqual(done);
  }
}

/** Why the last message went to the dead-letter queue. */
async function reason(): Promise<string | undefined> {
  const [message] = await poll('a dead letter', async () => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deadLetters, MessageAttributeNames: ['All'] }),
    );
    return Messages;
  });
  return message?.MessageAttributes?.['reason']?.StringValue;
}

it('the sample event is a message that is accepted', async () => {
  const sample = JSON.parse(readFileSync(require.resolve('../../events/fan-out.json'), 'utf8')) as SQSEvent;
  expect(await handler(sample, unhurried())).toEqual(done);
  await workOff();
});

it('a message to a topic reaches the inbox of everybody who has subscribed to it', async () => {
  const { topic, people } = await subscribed(40);
  expect(await handler({ Records: [fromApi(hello, { topic })] }, unhurried())).toEqual(done);
  await workOff();
  expect(await told(people)).toEqual({ 1: 40 });
  const [entry] = await inboxOf(people[0] ?? '');
  expect(entry).toMatchObject({ kind: 'topic-message', category: 'product' });
  expect(entry?.title).toContain('Hello');
});

it('one message twice in a batch, and parts of another beside it, are each worked off once', async () => {
  const [one, two] = [await subscribed(3), await subscribed(3)];
  await handler({ Records: [fromApi(hello, { topic: one.topic })] }, unhurried());
  const parts = (await steps.receive()).map(asRecord);
  const twice = fromApi(hello, { topic: two.topic });
  expect(await handler({ Records: [twice, ...parts, twice] }, unhurried())).toEqual(done);
  await workOff();
  expect(await told([...one.people, ...two.people])).toEqual({ 1: 6 });
});

it.each([
  ['no JSON', 'hello', 'malformed-json'],
  ['no title', { body: 'x' }, 'invalid-message'],
  ['a title of two lines', { title: 'a\nb', body: '' }, 'invalid-message'],
  ['too long a body', { title: 'a', body: 'x'.repeat(2001) }, 'invalid-message'],
  ['more than it should hold', { ...hello, topic: 'others' }, 'invalid-message'],
  ['a part of a fan-out', { messageId: randomUUID(), shard: 0, page: 0 }, 'invalid-message'],
])('a message with %s goes to the dead-letter queue with its reason', async (_, body, expected) => {
  const { topic, people } = await subscribed(1);
  expect(await handler({ Records: [fromApi(body, { topic })] }, unhurried())).toEqual(done);
  expect(await reason()).toBe(expected);
  await workOff();
  expect(await told(people)).toEqual({ 0: 1 });
});

it('a poison message among good ones holds up none of them', async () => {
  const { topic, people } = await subscribed(5);
  const Records = [fromApi('poison', { topic }), fromApi(hello, { topic }), sqsRecord('poison')];
  expect(await handler({ Records }, unhurried())).toEqual(done);
  await workOff();
  expect(await told(people)).toEqual({ 1: 5 });
  expect([await reason(), await reason()]).toEqual(['malformed-json', 'malformed-json']);
});

it('a key that was used for another message tells nobody the second one', async () => {
  const { topic, people } = await subscribed(5);
  const key = randomUUID();
  await handler({ Records: [fromApi(hello, { topic, key })] }, unhurried());
  await handler({ Records: [fromApi({ ...hello, title: 'Another' }, { topic, key })] }, unhurried());
  expect(await reason()).toBe('idempotency-key-reused');
  await workOff();
  expect(await told(people)).toEqual({ 1: 5 });
});

it("a key is its sender's and its topic's own", async () => {
  const { topic, people } = await subscribed(2);
  const key = randomUUID();
  for (const caller of ['ada', 'grace']) {
    await handler({ Records: [fromApi(hello, { topic, key, caller })] }, unhurried());
  }
  await handler({ Records: [fromApi(hello, { topic: `${topic}-2`, key, caller: 'ada' })] }, unhurried());
  await workOff();
  expect(await told(people)).toEqual({ 2: 2 });
});

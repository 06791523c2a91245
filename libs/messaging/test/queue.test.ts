import { type Message, CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { correlate } from '@libs/observability';
import {
  cut,
  failEntries,
  type Fault,
  type FaultyProxy,
  faultyProxy,
  refuse,
  type TestEngine,
  testEngine,
} from '@libs/testing';
import { type QueueMessage, sendToQueue } from '../src/queue.ts';

const MIB = 1024 * 1024;

let engine: TestEngine;
let proxy: FaultyProxy;
let sqs: SQSClient;
beforeAll(async () => {
  engine = await testEngine();
  proxy = await faultyProxy(engine.endpoint);
  sqs = new SQSClient({ ...engine.client, endpoint: proxy.endpoint });
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** A queue of its own for a test, and what was asked of it. */
async function ownQueue() {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('queue') }));
  const before = proxy.callsOf('SQS.SendMessageBatch').length;

  async function receive(waitSeconds = 0): Promise<Message[]> {
    const all: Message[] = [];
    for (let seconds = waitSeconds; ; seconds = 0) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: proxy.through(QueueUrl),
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: seconds,
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return all;
      all.push(...Messages);
    }
  }

  return {
    receive,
    send: async (messages: readonly QueueMessage[]) => sendToQueue(proxy.through(QueueUrl), messages, sqs),
    /** The bodies in the queue, in any order, and each as often as it came. */
    bodies: async () => (await receive()).map(({ Body = '' }) => JSON.parse(Body) as unknown),
    /** How many messages each call had. */
    calls: () =>
      proxy
        .callsOf('SQS.SendMessageBatch')
        .slice(before)
        .map(({ input }) => (input as { Entries: unknown[] }).Entries.length),
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, body) => ({ body }));
const ascending = (bodies: unknown[]) => (bodies as number[]).toSorted((a, b) => a - b);

describe('messages to a queue', () => {
  it('go in lots of ten', async () => {
    // Prepare
    const queue = await ownQueue();
    // Act
    await queue.send(numbered(23));
    // Assess
    expect(queue.calls()).toEqual([10, 10, 3]);
    expect(ascending(await queue.bodies())).toEqual(numbered(23).map(({ body }) => body));
  });

  it('go in lots of a mebibyte, attributes included', async () => {
    // Prepare
    const lots: number[] = [];
    const attribute = 'correlationIdStringc'.length;
    const half = 'é'.repeat(MIB / 4 - 1 - attribute / 2);
    // Act
    await sendToQueue(
      'queue',
      [half, half, half, `${half}.`, 'x'].map((body) => ({ body, correlationId: 'c' })),
      fake((entries) => void lots.push(entries.length)),
    );
    // Assess
    expect(lots).toEqual([2, 1, 2]);
  });

  it('go five lots at a time', async () => {
    // Prepare
    let [underWay, most] = [0, 0];
    const slow = fake(async () => {
      most = Math.max(most, ++underWay);
      await new Promise((done) => setTimeout(done, 5));
      underWay--;
    });
    // Act
    await sendToQueue('queue', numbered(200), slow);
    // Assess
    expect(most).toBe(5);
  });

  it('ask nothing of SQS when there are none', async () => {
    const queue = await ownQueue();
    await queue.send([]);
    expect(queue.calls()).toEqual([]);
  });

  it('are any text that JSON can say, also what SQS takes for none', async () => {
    const queue = await ownQueue();
    const body = { text: 'größer 👩‍🚀 \u0000 \uFFFE \uFFFF \uD800', '\uFFFF': 1 };
    await queue.send([{ body }]);
    expect(await queue.bodies()).toEqual([body]);
  });

  it('are not there before their delay is over', async () => {
    // Prepare
    const queue = await ownQueue();
    const sentAt = Date.now();
    // Act
    await queue.send([{ body: 'later', delaySeconds: 1 }, { body: 'now', delaySeconds: 0 }, { body: 'at once' }]);
    // Assess
    expect(new Set(await queue.bodies())).toEqual(new Set(['at once', 'now']));
    expect((await queue.receive(5)).map(({ Body }) => Body)).toEqual(['"later"']);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(1000);
  });

  it('carry the present correlation on, or their own', async () => {
    // Prepare
    const queue = await ownQueue();
    // Act
    await correlate({ correlationId: 'present' }, async () =>
      queue.send([{ body: 1 }, { body: 2, correlationId: 'own' }]),
    );
    await queue.send([{ body: 3 }]);
    // Assess
    const found = (await queue.receive()).map(({ Body = '', MessageAttributes }) => [
      Body,
      MessageAttributes?.['correlationId']?.StringValue,
    ]);
    expect(Object.fromEntries(found)).toEqual({ 1: 'present', 2: 'own', 3: undefined });
  });

  it.each([-1, 901, 1.5, Number.NaN])('have no delay of %d seconds: nothing is sent', async (delaySeconds) => {
    const queue = await ownQueue();
    await expect(queue.send([{ body: 1 }, { body: 2, delaySeconds }])).rejects.toThrow(RangeError);
    expect(queue.calls()).toEqual([]);
  });

  it('are a mebibyte at most: nothing is sent', async () => {
    const queue = await ownQueue();
    await expect(queue.send([{ body: 1 }, { body: 'x'.repeat(MIB - 1) }])).rejects.toThrow(
      new Unprocessable('message-too-large', 'A message is larger than 1 MiB'),
    );
    expect(queue.calls()).toEqual([]);
  });
});

describe('when the queue is not well', () => {
  it('what it refused is sent again, and that alone', async () => {
    // Prepare
    const queue = await ownQueue();
    proxy.inject(
      'SQS.SendMessageBatch',
      failEntries(({ MessageBody }) => MessageBody === '3'),
      { times: 2 },
    );
    // Act
    await queue.send(numbered(5));
    // Assess
    expect(queue.calls()).toEqual([5, 1, 1]);
    expect(ascending(await queue.bodies())).toEqual([0, 1, 2, 3, 4]);
  });

  it('what it goes on refusing is an error that may pass, after four tries; the others are sent', async () => {
    // Prepare
    const queue = await ownQueue();
    proxy.inject(
      'SQS.SendMessageBatch',
      failEntries(({ MessageBody }) => MessageBody === '3'),
      { times: 4 },
    );
    // Act
    const sending = queue.send(numbered(5));
    // Assess
    await expect(sending).rejects.toThrow(
      new Retryable('messages-not-sent', 'The queue refused 1 of 5: ThrottlingException'),
    );
    expect(ascending(await queue.bodies())).toEqual([0, 1, 2, 4]);
  });

  it.each<[string, Fault, number[]]>([
    ['before the call arrives', cut('before'), [0, 1]],
    ['before its answer arrives', cut('after'), [0, 0, 1, 1]],
  ])('a connection that dies once %s costs no message', async (_, fault, expected) => {
    // Prepare
    const queue = await ownQueue();
    proxy.inject('SQS.SendMessageBatch', fault, { times: 1 });
    // Act
    await queue.send(numbered(2));
    // Assess
    expect(ascending(await queue.bodies())).toEqual(expected);
  });

  it('a call that fails as a whole ends the sending: what was under way ends, and no more is begun', async () => {
    // Prepare
    const begun: number[] = [];
    let ended = 0;
    const failing = fake(async (entries) => {
      const first = Number(entries[0]?.MessageBody);
      begun.push(first);
      await new Promise((done) => setTimeout(done, first === 20 ? 5 : 50));
      ended++;
      if (first === 20) throw Object.assign(new Error('died'), { code: 'ECONNRESET' });
    });
    // Act
    const sending = sendToQueue('queue', numbered(500), failing);
    // Assess
    await expect(sending).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(begun).toEqual([0, 10, 20, 30, 40]);
    expect(ended).toBe(5);
  });

  it('a queue that is not there is what SQS calls it', async () => {
    const queue = await ownQueue();
    proxy.inject('SQS.SendMessageBatch', refuse('QueueDoesNotExist', 'The specified queue does not exist.'), {
      times: 1,
    });
    await expect(queue.send([{ body: 1 }])).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

interface Entry {
  readonly MessageBody?: string;
}

/** A queue that takes everything, unless it is told otherwise. */
function fake(take: (entries: readonly Entry[]) => void | Promise<void>): Pick<SQSClient, 'send'> {
  const send = async ({ input }: { input: { Entries: readonly Entry[] } }) => {
    await take(input.Entries);
    return { Successful: [], Failed: [] };
  };
  return { send };
}

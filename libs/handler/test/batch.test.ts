import { command, type EventData, event, message, Type } from '@libs/contracts';
import { BadRequest, NotFound, Retryable } from '@libs/contracts/errors';
import { correlation } from '@libs/observability';
import { busEvent, lambdaContext, sqsEvent, streamEvent } from '@libs/testing';
import type { DynamoDBRecord } from 'aws-lambda';
import { expectTypeOf } from 'expect-type';
import { consumer, queue, stream } from '../src/index.ts';
import { deadLetters } from './support/dead-letters.ts';

const Named = event('things', 'Named', 1, { name: Type.String({ maxLength: 20 }) });
const Wanted = command('Wanted', 1, { name: Type.String({ maxLength: 20 }) });
const Gone = event('things', 'Gone', 1, { id: Type.String({ maxLength: 20 }) });

beforeAll(() => {
  process.env['DEAD_LETTER_QUEUE_URL'] = 'http://127.0.0.1:1/dead';
});

describe('a consumer', () => {
  it('hands over each event, checked, under its correlation', async () => {
    const seen: unknown[] = [];
    const handler = consumer(
      Named,
      async ({ data, metadata }) => void seen.push([data.name, metadata.correlationId, correlation()]),
    );
    const one = busEvent(Named, { name: 'a' }, { correlationId: 'c-1' });
    await expect(handler(sqsEvent(one), lambdaContext())).resolves.toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([['a', 'c-1', { correlationId: 'c-1', causationId: one.detail.metadata.id }]]);
  });

  it('tells several events apart by their name', async () => {
    const seen: string[] = [];
    const handler = consumer([Named, Gone], async (input) => {
      if (input.name === 'Named') expectTypeOf(input.data).toEqualTypeOf<EventData<typeof Named>>();
      seen.push(input.name === 'Named' ? input.data.name : input.data.id);
    });
    await handler(sqsEvent(busEvent(Named, { name: 'n' }), busEvent(Gone, { id: 'g' })), lambdaContext());
    expect(seen).toEqual(['n', 'g']);
  });

  it('takes a command from any service, and says for every event who published it', async () => {
    // Prepare
    const seen: string[] = [];
    const handler = consumer([Named, Wanted], async ({ name, source }) => void seen.push(`${source} ${name}`));
    const batch = sqsEvent(
      busEvent(Wanted, { name: 'a' }, {}, 'images'),
      busEvent(Wanted, { name: 'b' }, {}, 'users'),
      busEvent(Named, { name: 'c' }),
    );
    // Act
    await expect(handler(batch, lambdaContext())).resolves.toEqual({ batchItemFailures: [] });
    // Assess
    expect(seen.toSorted((a, b) => a.localeCompare(b))).toEqual(['images Wanted', 'things Named', 'users Wanted']);
  });

  it("prefers a service's own event to the command of the same name, and takes no event from another service", async () => {
    // Prepare
    const OwnWanted = event('images', 'Wanted', 1, { size: Type.Integer({ minimum: 1, maximum: 9 }) });
    const { letters, send } = deadLetters();
    const seen: unknown[] = [];
    const handler = consumer([Wanted, OwnWanted, Named], async ({ data }) => void seen.push(data), { send });
    // Act
    await handler(
      sqsEvent(busEvent(OwnWanted, { size: 1 }), busEvent(Named, { name: 'a' }, {}, 'images')),
      lambdaContext(),
    );
    // Assess
    expect(seen).toEqual([{ size: 1 }]);
    expect(letters.map(({ attributes }) => attributes['reason'])).toEqual(['unknown-event']);
  });

  it('believes the bus, not what an envelope holds beside its metadata and data', async () => {
    // Prepare
    const seen: unknown[] = [];
    const handler = consumer(Wanted, async (input) => void seen.push(input));
    const { detail, ...rest } = busEvent(Wanted, { name: 'a' }, {}, 'images');
    // Act
    await handler(
      sqsEvent({ ...rest, detail: { ...detail, source: 'users', name: 'Other', caller: 'x' } }),
      lambdaContext(),
    );
    // Assess
    expect(seen).toMatchObject([{ source: 'images', name: 'Wanted', data: { name: 'a' } }]);
    expect(seen[0]).not.toHaveProperty('caller');
  });

  it('sends only the poison among good messages to the dead-letter queue, body as it came and with its reason', async () => {
    const { letters, send } = deadLetters();
    const done: string[] = [];
    const handler = consumer(
      Named,
      async ({ data: { name } }) => {
        if (name === 'missing') throw new NotFound('thing-not-found', 'There is no such thing');
        done.push(name);
      },
      { send },
    );
    const wrong = busEvent(Named, { name: 'x'.repeat(21) });
    const bodies = [
      'not json',
      { source: { toString: 1 }, 'detail-type': 'Named' },
      'null',
      { 'detail-type': 'Other', source: 'things' },
      wrong,
      busEvent(Named, { name: 'missing' }),
      busEvent(Named, { name: 'good' }),
    ];
    await expect(handler(sqsEvent(...bodies), lambdaContext())).resolves.toEqual({ batchItemFailures: [] });
    expect(done).toEqual(['good']);
    const reasons = new Map(letters.map(({ attributes, body }) => [body, attributes['reason']]));
    const sent = bodies.map((body) => (typeof body === 'string' ? body : JSON.stringify(body)));
    expect(sent.map((body) => reasons.get(body))).toEqual([
      'malformed-json',
      'unknown-event',
      'unknown-event',
      'unknown-event',
      'invalid-message',
      'thing-not-found',
      undefined,
    ]);
  });

  it('gives back what may pass later, and that alone', async () => {
    const { letters, send } = deadLetters();
    const handler = consumer(
      Named,
      async ({ data: { name } }) => {
        if (name === 'later') throw new Retryable('temporarily-unavailable', 'Later');
        if (name === 'unknown') throw new Error('what?');
      },
      { send },
    );
    const batch = sqsEvent(...['a', 'later', 'b', 'unknown'].map((name) => busEvent(Named, { name })));
    await expect(handler(batch, lambdaContext())).resolves.toEqual({
      batchItemFailures: [1, 3].map((index) => ({ itemIdentifier: batch.Records[index]?.messageId })),
    });
    expect(letters).toEqual([]);
  });

  it('counts what it sends there, as a metric of CloudWatch', async () => {
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean(written.push(String(line))));
    const handler = consumer(Named, async () => undefined, { send: deadLetters().send });
    await handler(sqsEvent('poison', 'more poison'), lambdaContext());
    spy.mockRestore();
    expect(written.filter((line) => line.includes('_aws')).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { DeadLettered: [1, 1], service: 'test', _aws: { CloudWatchMetrics: [{ Namespace: 'Longhouse' }] } },
    ]);
  });

  it('keeps a message whose way to the dead-letter queue is closed', async () => {
    const handler = consumer(Named, async () => undefined, {
      send: async () => {
        throw new Error('SQS is away');
      },
    });
    const batch = sqsEvent('poison');
    await expect(handler(batch, lambdaContext())).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[0]?.messageId }],
    });
  });

  it('gives back only what was not done when its time is over', async () => {
    const handler = consumer(Named, async ({ data: { name } }) =>
      name === 'slow' ? new Promise<void>(() => undefined) : undefined,
    );
    const batch = sqsEvent(busEvent(Named, { name: 'fast' }), busEvent(Named, { name: 'slow' }));
    await expect(handler(batch, lambdaContext({ timeout: 520 }))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[1]?.messageId }],
    });
  });

  it('does not compile when it gives something back, or reads what the event does not have', () => {
    // @ts-expect-error a consumer answers nothing
    consumer(Named, async () => 'text');
    // @ts-expect-error there is no age
    consumer(Named, async ({ data: { age } }) => void age);
    expect(() => consumer(Named, async () => undefined, { retries: 3 } as never)).toThrow(
      'consumer: unknown option "retries"; it takes send, use',
    );
  });
});

it('a queue takes messages of its contract', async () => {
  const { letters, send } = deadLetters();
  const seen: number[] = [];
  const handler = queue(
    message('Crop', { width: Type.Integer({ minimum: 1, maximum: 9 }) }),
    async ({ body }) => void seen.push(body.width),
    { send },
  );
  await handler(sqsEvent({ width: 3 }, { width: 10 }), lambdaContext());
  expect(seen).toEqual([3]);
  expect(letters.map(({ attributes }) => attributes['reason'])).toEqual(['invalid-message']);
});

it("a queue hands over the texts among a message's attributes", async () => {
  const seen: unknown[] = [];
  const handler = queue(message('Crop', {}), async ({ attributes }) => void seen.push(attributes));
  const sent = sqsEvent({});
  Object.assign(sent.Records[0] ?? {}, {
    messageAttributes: {
      topic: { dataType: 'String', stringValue: 'news' },
      id: { dataType: 'String.uuid', stringValue: '7' },
      count: { dataType: 'Number', stringValue: '3' },
      bytes: { dataType: 'Binary', binaryValue: 'AA==' },
    },
  });
  await handler(sent, lambdaContext());
  expect(seen).toEqual([{ topic: 'news', id: '7' }]);
});

describe('a stream', () => {
  const read = ({ eventID, dynamodb }: DynamoDBRecord) => {
    const name = dynamodb?.NewImage?.['name']?.S ?? '';
    if (name === 'unreadable') throw new BadRequest('unreadable-record', 'Cannot be read');
    return name === 'foreign'
      ? undefined
      : { id: eventID ?? '', correlationId: `c-${name}`, operation: 'thing created', name };
  };
  const batchOf = (...names: string[]) =>
    streamEvent(names.map((name, i) => ({ after: { pk: `p${i}`, sk: 's', name } })));

  it('hands over a batch in order, without what is not its own', async () => {
    const seen: string[][] = [];
    const handler = stream(read, async ({ items }) => void seen.push(items.map(({ name }) => name)));
    await handler(batchOf('a', 'foreign', 'b'), lambdaContext());
    await handler(batchOf('foreign'), lambdaContext());
    expect(seen).toEqual([['a', 'b']]);
  });

  it('sends only the poison to the dead-letter queue, and the rest goes on', async () => {
    const { letters, send } = deadLetters();
    const done = new Set<string>();
    const handler = stream(
      read,
      async ({ items }) => {
        if (items.some(({ name }) => name === 'poison')) throw new BadRequest('invalid-event', 'No');
        for (const { name } of items) done.add(name);
      },
      { send },
    );
    const batch = batchOf('a', 'poison', 'unreadable', 'b');
    await handler(batch, lambdaContext());
    expect([...done]).toEqual(['a', 'b']);
    expect(
      letters.map(({ attributes, body }) => [attributes['reason'], (JSON.parse(body) as DynamoDBRecord).eventID]),
    ).toEqual([
      ['unreadable-record', batch.Records[2]?.eventID],
      ['invalid-event', batch.Records[1]?.eventID],
    ]);
  });

  it('throws the whole batch back when something may pass later, and when its time is over', async () => {
    const failing = stream(read, async () => {
      throw new Retryable('events-not-published', 'Later');
    });
    await expect(failing(batchOf('a', 'b'), lambdaContext())).rejects.toThrow('Later');
    const slow = stream(read, async () => new Promise<void>(() => undefined));
    await expect(slow(batchOf('a'), lambdaContext({ timeout: 520 }))).rejects.toThrow('time of this function was over');
  });
});

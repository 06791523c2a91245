import { randomUUID } from 'node:crypto';
import { crashAfter, failEntries, lambdaContext, streamEvent, throttle, twice } from '@libs/testing';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { handler } from '../../src/functions/relay.ts';
import { deliveriesTarget } from '../deliveries-target.ts';

const target = deliveriesTarget();

const at = '2026-11-21T10:00:00.000Z';

/** A delivery as ElectroDB stores it. */
const delivery = (given: Record<string, unknown> = {}) => {
  const userId = randomUUID();
  const deliveryId = `${randomUUID()}_email`;
  return {
    pk: `$notifications#userid_${userId}`,
    sk: `$delivery_1#deliveryid_${deliveryId}`,
    __edb_e__: 'delivery',
    __edb_v__: '1',
    userId,
    deliveryId,
    channel: 'email',
    state: 'pending',
    correlationId: `request-${deliveryId}`,
    dueAt: at,
    createdAt: at,
    updatedAt: at,
    ...given,
  };
};

const deliveries = (count: number) => Array.from({ length: count }, () => delivery());
const created = (items: readonly ReturnType<typeof delivery>[]) => streamEvent(items.map((after) => ({ after })));
const relay = async (event: DynamoDBStreamEvent) => handler(event, lambdaContext());
const failed = async (event: DynamoDBStreamEvent) => relay(event).catch((error: unknown) => error);

/** Ids of the deliveries that came to the channels, once they are as many. */
const received = async (count: number) =>
  (await target.received(count)).map(({ body }) => (body as { deliveryId: string }).deliveryId);
const idsOf = (items: readonly { deliveryId: string }[]) => items.map(({ deliveryId }) => deliveryId);
const sorted = (...ids: readonly string[][]) => ids.flat().toSorted();

interface Buried {
  readonly MessageBody: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

/** Reasons of the records in the dead-letter queue that tell of this. */
const reasonsOf = (about: string) =>
  target.proxy
    .callsOf('SQS.SendMessage')
    .map(({ input }) => input as Buried)
    .filter(({ MessageBody }) => MessageBody.includes(about))
    .map(({ MessageAttributes }) => MessageAttributes['reason']?.StringValue);

describe('the relay', () => {
  it('hands each of many deliveries to its channel, under the correlation id of what wrote it', async () => {
    const items = deliveries(25);
    await relay(created(items));
    const messages = await target.received(25);
    expect(messages).toHaveLength(25);
    expect(messages).toEqual(
      expect.arrayContaining(
        items.map(({ userId, deliveryId, channel, correlationId }) => ({
          body: { userId, deliveryId, channel },
          channel,
          correlationId,
        })),
      ),
    );
  });

  it('makes no call for a batch in which nothing is to go out', async () => {
    const before = target.proxy.calls.length;
    await relay(created([delivery({ state: 'held' }), delivery({ state: 'sent' })]));
    expect(target.proxy.calls).toHaveLength(before);
  });

  it('hands over what a batch tells that comes twice, twice: the worker claims it once', async () => {
    const items = deliveries(2);
    const outcomes = await twice(handler, created(items));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(sorted(await received(4))).toEqual(sorted(idsOf(items), idsOf(items)));
  });
});

describe('when the topic fails the relay', () => {
  it('a throttled batch is handed over all the same', async () => {
    target.proxy.inject('SNS.PublishBatch', throttle(), { times: 2 });
    const items = deliveries(1);
    await relay(created(items));
    expect(await received(1)).toEqual(idsOf(items));
  });

  it('a batch that stays throttled comes again as a whole, and then loses nothing', async () => {
    // Prepare: the first lot is taken, the second one is not.
    target.proxy.inject('SNS.PublishBatch', throttle(), { after: 1, times: 3 });
    const items = deliveries(11);
    const event = created(items);
    // Act
    const error = await failed(event);
    const first = await received(10);
    await relay(event);
    // Assess
    expect(error).toMatchObject({ name: 'Throttling' });
    expect(sorted(first)).toEqual(sorted(idsOf(items.slice(0, 10))));
    expect(sorted(await received(11))).toEqual(sorted(idsOf(items)));
  });

  it('sends only the refused ones of a batch again', async () => {
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries((_, index) => index > 1),
    );
    const items = deliveries(4);
    await relay(created(items));
    expect(sorted(await received(4))).toEqual(sorted(idsOf(items)));
  });

  it('a process that dies between two lots loses nothing: the batch comes again', async () => {
    const items = deliveries(15);
    await crashAfter(target.proxy, 'SNS.PublishBatch', handler, created(items));
    const ids = await received(25);
    expect(sorted(ids)).toEqual(sorted(idsOf(items.slice(0, 10)), idsOf(items)));
  });
});

describe('a record that can never be handed over', () => {
  it('goes to the dead-letter queue with its reason when it cannot be read, and the rest goes on', async () => {
    const items = deliveries(3);
    const event = created(items);
    const marker = randomUUID();
    event.Records[1] = { eventID: marker, eventName: 'INSERT', dynamodb: {} };
    await relay(event);
    expect(sorted(await received(2))).toEqual(sorted(idsOf([items[0], items[2]].filter((item) => item !== undefined))));
    expect(reasonsOf(marker)).toEqual(['unreadable-record']);
  });

  it('goes there when the topic does not take it, and the rest goes on', async () => {
    // Prepare
    const items = deliveries(3);
    const [, poison] = idsOf(items);
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Message }) => String(Message).includes(String(poison)), 'InvalidParameter', true),
      { times: Number.POSITIVE_INFINITY },
    );
    // Act
    await relay(created(items));
    // Assess
    const ids = await received(2);
    expect(new Set(ids)).toEqual(new Set(idsOf(items).filter((id) => id !== poison)));
    expect(reasonsOf(String(poison))).toEqual(['delivery-not-taken']);
  });

  it('comes again with its batch while the dead-letter queue does not take it', async () => {
    const marker = randomUUID();
    const event = created(deliveries(1));
    event.Records.unshift({ eventID: marker, eventName: 'INSERT', dynamodb: {} });
    target.proxy.inject('SQS.SendMessage', throttle(), { times: 3 });
    expect(await failed(event)).toMatchObject({ name: 'RequestThrottled' });
    await relay(event);
    expect(await received(1)).toHaveLength(1);
    expect(reasonsOf(marker).length).toBeGreaterThanOrEqual(2);
  });
});

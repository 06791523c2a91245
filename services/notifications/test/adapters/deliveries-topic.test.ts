import { randomUUID } from 'node:crypto';
import { fail, failEntries, refuse, throttle } from '@libs/testing';
import { type Addressed, publishToChannels } from '../../src/adapters/deliveries-topic.ts';
import { deliveriesTarget } from '../deliveries-target.ts';

const target = deliveriesTarget();

/** Messages to so many people, who are met in no other test. */
const addressed = (count: number): Addressed[] =>
  Array.from({ length: count }, (_, index) => ({
    message: { userId: randomUUID(), deliveryId: `${randomUUID()}_sms`, channel: 'sms' },
    correlationId: `request-${index}`,
  }));

const publish = async (all: readonly Addressed[]) => {
  const since = target.proxy.callsOf('SNS.PublishBatch').length;
  const error = await publishToChannels(all).catch((cause: unknown) => cause);
  return { error, lots: target.lots(since) };
};

const bodies = async (count: number) => (await target.received(count)).map(({ body }) => body);

describe('messages to the channels', () => {
  it('carry the channel that queues filter by, and the correlation id', async () => {
    const [one] = addressed(1);
    const unread = { message: { userId: randomUUID(), channel: 'live', type: 'unread' }, correlationId: 'c' } as const;
    await publish([one as Addressed, unread]);
    expect(await target.received(2)).toEqual(
      expect.arrayContaining([
        { body: one?.message, channel: 'sms', correlationId: 'request-0' },
        { body: unread.message, channel: 'live', correlationId: 'c' },
      ]),
    );
  });

  it('go in lots of ten, each message once', async () => {
    const all = addressed(23);
    const { lots } = await publish(all);
    expect(lots.map((lot) => lot.split(',').length)).toEqual([10, 10, 3]);
    const received = await bodies(23);
    expect(received).toHaveLength(23);
    expect(received).toEqual(expect.arrayContaining(all.map(({ message }) => message)));
  });

  it('of which there are none make no call', async () => {
    expect((await publish([])).lots).toEqual([]);
  });
});

describe('when the topic is not well', () => {
  it('a lot that is throttled is sent again', async () => {
    target.proxy.inject('SNS.PublishBatch', throttle(), { times: 2 });
    const { error, lots } = await publish(addressed(1));
    expect([error, lots]).toEqual([undefined, ['0 throttle', '0 throttle', '0 passed']]);
    expect(await bodies(1)).toHaveLength(1);
  });

  it('only what was refused of a lot is sent again, and each message comes once', async () => {
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === '1' || Id === '3'),
    );
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === '3'),
    );
    const all = addressed(5);
    const { error, lots } = await publish(all);
    expect(error).toBeUndefined();
    expect(lots).toEqual(['0,1,2,3,4 failEntries', '1,3 failEntries', '3 passed']);
    const received = await bodies(5);
    expect(received).toHaveLength(5);
    expect(received).toEqual(expect.arrayContaining(all.map(({ message }) => message)));
  });

  it('a refusal that does not pass is an error that says what was refused, and lots that follow are not begun', async () => {
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === '2', 'InternalError'),
      { times: 4 },
    );
    const { error, lots } = await publish(addressed(11));
    expect(error).toMatchObject({
      type: 'deliveries-not-handed-on',
      permanent: false,
      title: 'The topic refused 1 of 10: InternalError',
    });
    expect(lots).toHaveLength(4);
    expect(await bodies(9)).toHaveLength(9);
  });

  it('a message that it will never take is an error for good, at once', async () => {
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === '0', 'InvalidParameter', true),
    );
    const { error, lots } = await publish(addressed(2));
    expect(error).toMatchObject({ type: 'delivery-not-taken', permanent: true });
    expect(lots).toHaveLength(1);
    expect(await bodies(1)).toHaveLength(1);
  });

  it('a message that it does not take from us for now is an error that passes', async () => {
    target.proxy.inject(
      'SNS.PublishBatch',
      failEntries(() => true, 'AuthorizationError', true),
      { times: 4 },
    );
    expect((await publish(addressed(1))).error).toMatchObject({ type: 'deliveries-not-handed-on', permanent: false });
  });

  it('throttling that does not pass is an error, so that the stream comes again', async () => {
    target.proxy.inject('SNS.PublishBatch', throttle(), { times: 3 });
    const { error } = await publish(addressed(1));
    expect(error).toMatchObject({ name: 'Throttling' });
  });

  it.each([
    ['fails', fail(), 'InternalErrorException'],
    ['lets nobody in', refuse('AuthorizationError', 'not authorized', { status: 403 }), 'AuthorizationErrorException'],
  ])('a service that %s is an error, by its own name', async (_, fault, name) => {
    target.proxy.inject('SNS.PublishBatch', fault, { times: 3 });
    expect((await publish(addressed(1))).error).toMatchObject({ name });
  });
});

import { queue } from '@libs/handler';
import {
  concurrently,
  crashAfter,
  cut,
  lambdaContext,
  redelivered,
  refuse,
  sqsEvent,
  throttle,
  twice,
} from '@libs/testing';
import { endpoints } from '../../src/adapters/endpoints.ts';
import { pushChannel } from '../../src/channels/push.ts';
import { Deliver } from '../../src/contract/deliver.ts';
import { deliveries, type StoredDelivery } from '../../src/data/deliveries.ts';
import { devices } from '../../src/data/devices.ts';
import { deliverOver } from '../../src/delivery/deliver.ts';
import type { Device, Platform } from '../../src/domain/device.ts';
import { handler } from '../../src/functions/send-push.ts';
import { handler as noteEndpointEvents } from '../../src/functions/note-endpoint-events.ts';
import { planned, stored } from '../deliveries.ts';
import { knownPerson } from '../store.ts';
import { type Published, textService } from '../text-service.ts';
import { throttledForLong } from '../throttled-for-long.ts';

const service = textService();

const DONE = { batchItemFailures: [] };
const LEASE = 60_000;
const NOTIFICATION = '0193a5c0-0000-7000-8000-000000000001';

/** A push that is to go to the devices of somebody, and the batch that says so. */
async function due(platforms: readonly Platform[] = ['apns', 'fcm'], given: Partial<StoredDelivery> = {}) {
  const { userId } = await knownPerson();
  const all: Device[] = [];
  for (const platform of platforms) {
    all.push(await devices.register(userId, { platform, token: `${userId}/${all.length}` }, endpoints));
  }
  const delivery = await planned({ userId, channel: 'push', notificationId: NOTIFICATION, ...given });
  const { deliveryId, channel } = delivery;
  return { userId, delivery, devices: all, batch: sqsEvent({ userId, deliveryId, channel }) };
}

async function answerTo(batch: ReturnType<typeof sqsEvent>, clock: () => number) {
  const deliver = deliverOver(pushChannel(), clock);
  return queue(Deliver, async ({ body, log }) => deliver(body, { log }))(batch, lambdaContext());
}

const run = async (batch: ReturnType<typeof sqsEvent>, later = 0) => answerTo(batch, () => Date.now() + later);

/** How often each device was sent something. */
const countsOf = (all: readonly Device[]) => all.map(({ endpointArn }) => service.takenFor(endpointArn).length);

const to =
  ({ endpointArn }: Device) =>
  ({ TargetArn }: Published) =>
    TargetArn === endpointArn;

function only(all: readonly Device[]): Device {
  const [first] = all;
  if (!first) throw new Error('no device');
  return first;
}

describe('a push', () => {
  it('is sent to all devices of the person in the forms of Apple and Google, and noted', async () => {
    const { delivery, devices: all, batch } = await due();
    expect(await handler(batch, lambdaContext())).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1]);
    const [push] = service.takenFor(only(all).endpointArn);
    expect(push?.MessageStructure).toBe('json');
    const forms = JSON.parse(push?.Message ?? '') as Record<'default' | 'APNS' | 'APNS_SANDBOX' | 'GCM', string>;
    expect(JSON.parse(forms.APNS)).toMatchObject({
      aps: { alert: { title: expect.any(String) as string, body: expect.any(String) as string } },
      link: expect.stringMatching(/^\//) as string,
    });
    expect(forms.APNS_SANDBOX).toBe(forms.APNS);
    expect(JSON.parse(forms.GCM)).toMatchObject({
      fcmV1Message: { message: { data: { notificationId: NOTIFICATION }, android: { collapse_key: NOTIFICATION } } },
    });
    expect(push?.MessageAttributes?.['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']?.StringValue).toBe(NOTIFICATION);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('to somebody without a device is done', async () => {
    const { delivery, batch } = await due([]);
    expect(await run(batch)).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'no-device' });
  });

  it.each([
    ['is disabled', refuse('EndpointDisabled', 'Endpoint is disabled')],
    ['is gone', refuse('NotFound', 'Endpoint does not exist', { status: 404 })],
    [
      'is unknown',
      refuse('InvalidParameter', 'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified'),
    ],
  ])('to a device whose endpoint %s removes it, and reaches the others', async (_, fault) => {
    const { userId, delivery, devices: all, batch } = await due();
    const gone = only(all);
    service.proxy.inject('SNS.Publish', fault, { when: to(gone) });
    expect(await run(batch)).toEqual(DONE);
    expect((await devices.list(userId)).map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('to nobody but devices that are gone is done', async () => {
    const { delivery, devices: all, batch } = await due(['fcm']);
    service.proxy.inject('SNS.Publish', refuse('EndpointDisabled', 'Endpoint is disabled'), { when: to(only(all)) });
    expect(await run(batch)).toEqual(DONE);
    expect(await stored(delivery)).toMatchObject({ state: 'failed', reason: 'no-device' });
  });
});

describe('a push, whatever happens to its message and its worker', () => {
  it('is sent once when the message comes twice', async () => {
    const { devices: all, batch } = await due();
    await twice(handler, batch);
    expect(countsOf(all)).toEqual([1, 1]);
  });

  it('is sent once when the message comes ten times at once', async () => {
    const { devices: all, batch } = await due();
    await concurrently(handler, batch, 10);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1]);
  });

  it('is sent after the lease when the worker dies between claim and send', async () => {
    const { devices: all, batch } = await due();
    await crashAfter(service.proxy, 'DynamoDB.UpdateItem', handler, batch);
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1]);
  });

  it('is sent again when the worker dies between send and record, and takes the place of the first', async () => {
    const { devices: all, batch } = await due(['fcm']);
    await crashAfter(service.proxy, 'SNS.Publish', handler, batch);
    expect(await run(redelivered(batch), LEASE)).toEqual(DONE);
    const pushes = service.takenFor(only(all).endpointArn);
    expect(pushes).toHaveLength(2);
    expect(new Set(pushes.map(({ Message }) => Message)).size).toBe(1);
  });

  it('reaches each device once when SNS is over its rate for a moment', async () => {
    const { delivery, devices: all, batch } = await due(['apns', 'fcm', 'fcm']);
    service.proxy.inject('SNS.Publish', throttle(), { times: 2, when: to(only(all)) });
    expect(await run(batch)).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1, 1]);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('is held for the one device for which SNS is over its rate for long, and for no other', async () => {
    const { delivery, devices: all, batch } = await due(['apns', 'fcm', 'fcm']);
    const clock = throttledForLong(service.proxy, 'SNS.Publish', { when: to(only(all)) });
    expect(await answerTo(batch, clock)).toEqual(DONE);
    expect(countsOf(all)).toEqual([0, 1, 1]);
    const held = await stored(delivery);
    if (held?.state !== 'held') throw new Error('not held');
    await deliveries.release(held);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1, 1]);
  });

  it.each([
    ['the connection dies', cut('before'), LEASE],
    ['SNS refuses us', refuse('AuthorizationError', 'not authorized', { status: 403 }), 0],
  ])('is tried again for the one device that failed when %s, and for no other', async (_, fault, wait) => {
    const { delivery, devices: all, batch } = await due(['apns', 'fcm', 'fcm']);
    service.proxy.inject('SNS.Publish', fault, { when: to(only(all)) });
    await run(batch);
    expect(countsOf(all)).toEqual([0, 1, 1]);
    expect(await run(redelivered(batch), wait || 2 * LEASE)).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1, 1]);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it.each([
    ['the credentials for its platform have ended', refuse('PlatformApplicationDisabled', 'Application is disabled')],
    ['SNS refuses it for one device', refuse('InvalidParameter', 'Invalid parameter: Message too long')],
  ])('when %s is in the dead-letter queue for that device alone, and is redriven', async (_, fault) => {
    const { delivery, devices: all, batch } = await due(['apns', 'fcm']);
    service.proxy.inject('SNS.Publish', fault, { when: to(only(all)) });
    expect(await run(batch)).toEqual(DONE);
    expect(countsOf(all)).toEqual([0, 1]);
    expect(service.deadLetters(delivery.deliveryId)).toEqual(['push-refused']);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(countsOf(all)).toEqual([1, 1]);
    expect(await stored(delivery)).toMatchObject({ state: 'sent' });
  });

  it('goes out to Google while the credentials for Apple have ended', async () => {
    const [iphone, android] = [await due(['apns']), await due(['fcm'])];
    service.proxy.inject('SNS.Publish', refuse('PlatformApplicationDisabled', 'Application is disabled'));
    expect(await run(iphone.batch)).toEqual(DONE);
    expect(await run(android.batch)).toEqual(DONE);
    expect(countsOf(android.devices)).toEqual([1]);
  });

  it('that SNS refuses goes to the dead-letter queue, and is sent when it is redriven', async () => {
    const { delivery, devices: all, batch } = await due(['fcm']);
    service.proxy.inject('SNS.Publish', refuse('InvalidParameter', 'Invalid parameter: Message too long'));
    expect(await run(batch)).toEqual(DONE);
    expect(service.deadLetters(delivery.deliveryId)).toEqual(['push-refused']);
    expect(await run(redelivered(batch))).toEqual(DONE);
    expect(countsOf(all)).toEqual([1]);
  });

  it('does not hold up its batch, and neither does a poison message', async () => {
    const [one, other] = [await due(['fcm']), await due(['fcm'])];
    const bodies = [one, other].map(({ batch }) => batch.Records[0]?.body ?? '');
    expect(await run(sqsEvent(bodies[0], 'poison', bodies[1]))).toEqual(DONE);
    expect([...countsOf(one.devices), ...countsOf(other.devices)]).toEqual([1, 1]);
    expect(service.deadLetters('poison')).toEqual(['malformed-json']);
  });
});

describe('what SNS tells of an endpoint', () => {
  const told = ({ endpointArn }: Device, event: Record<string, unknown>) => ({
    DeliveryAttempts: 1,
    EndpointArn: endpointArn,
    MessageId: 'dd686e01-3f8f-56f7-9683-348cb97d649a',
    Resource: 'arn:aws:sns:eu-central-1:000000000000:app/GCM/longhouse',
    Service: 'SNS',
    Time: new Date().toISOString(),
    ...event,
  });
  const note = async (...events: unknown[]) => noteEndpointEvents(sqsEvent(...events), lambdaContext());

  it.each([
    { EventType: 'EndpointDeleted' },
    {
      EventType: 'DeliveryFailure',
      FailureType: 'InvalidPlatformToken',
      FailureMessage: 'Platform token is not valid',
    },
    { EventType: 'DeliveryFailure', FailureType: 'EndpointDisabled', FailureMessage: 'Endpoint is disabled' },
    { EventType: 'DeliveryFailure', FailureType: 'EndpointNotFound', FailureMessage: 'Endpoint was not found' },
  ])('as $EventType $FailureType removes the device, however often it comes', async (event) => {
    const { userId, devices: all } = await due(['fcm', 'apns']);
    const outcomes = await twice(noteEndpointEvents, sqsEvent(told(only(all), event)));
    expect(outcomes).toEqual([1, 2].map(() => ({ status: 'fulfilled', value: DONE })));
    expect(await devices.list(userId)).toHaveLength(1);
  });

  it.each([
    { EventType: 'EndpointCreated' },
    { EventType: 'EndpointUpdated' },
    { EventType: 'DeliveryFailure', FailureType: 'PlatformApplicationDisabled' },
    { EventType: 'SomethingNew', any: ['thing'] },
  ])('as $EventType $FailureType leaves the device', async (event) => {
    const { userId, devices: all } = await due(['fcm']);
    expect(await note(told(only(all), event))).toEqual(DONE);
    expect(await devices.list(userId)).toHaveLength(1);
  });

  it('of a time before the device registered again leaves the device', async () => {
    const { userId, devices: all } = await due(['fcm']);
    const Time = new Date().toISOString();
    await devices.register(userId, { platform: 'fcm', token: `${userId}/0` }, endpoints, new Date(Date.now() + 1000));
    expect(
      await note(told(only(all), { EventType: 'DeliveryFailure', FailureType: 'EndpointDisabled', Time })),
    ).toEqual(DONE);
    expect(await devices.list(userId)).toHaveLength(1);
  });

  it('without a time removes the device', async () => {
    const { userId, devices: all } = await due(['fcm']);
    await note(told(only(all), { EventType: 'EndpointDeleted', Time: undefined }));
    expect(await devices.list(userId)).toHaveLength(0);
  });

  it('comes again when the table does not take it', async () => {
    const { userId, devices: all } = await due(['fcm']);
    const event = told(only(all), { EventType: 'EndpointDeleted' });
    service.proxy.inject('DynamoDB.TransactWriteItems', throttle(), { times: 10 });
    expect((await note(event)).batchItemFailures).toHaveLength(1);
    service.proxy.heal();
    expect(await note(event)).toEqual(DONE);
    expect(await devices.list(userId)).toHaveLength(0);
  });

  it('and is no event is given up alone, with its reason', async () => {
    const { userId, devices: all } = await due(['fcm']);
    expect(await note('rubbish', told(only(all), { EventType: 'EndpointDeleted' }))).toEqual(DONE);
    expect(await devices.list(userId)).toHaveLength(0);
    expect(service.deadLetters('rubbish')).toEqual(['malformed-json']);
  });
});

import { randomUUID } from 'node:crypto';
import {
  busEvent,
  concurrently,
  cut,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  refuse,
  sqsEvent,
  throttle,
} from '@libs/testing';
import { UserDeleted } from '@services/users/contract';
import { connections } from '../../src/data/connections.ts';
import { devices } from '../../src/data/devices.ts';
import { ConnectionEntity } from '../../src/data/entities/connection.ts';
import { DeviceEntity } from '../../src/data/entities/device.ts';
import { EndpointEntity } from '../../src/data/entities/endpoint.ts';
import { HandledEntity } from '../../src/data/entities/handled.ts';
import { SubscriberEntity } from '../../src/data/entities/subscriber.ts';
import { SubscriptionEntity } from '../../src/data/entities/subscription.ts';
import { VerificationEntity } from '../../src/data/entities/verification.ts';
import { endpoints } from '../../src/adapters/endpoints.ts';
import { phones } from '../../src/data/phones.ts';
import { plan } from '../../src/data/plan.ts';
import { recipients } from '../../src/data/recipients.ts';
import { subscriptions } from '../../src/data/subscriptions.ts';
import { handler } from '../../src/functions/erase-person.ts';
import { deliveriesOf, inboxOf, knownPerson, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
beforeAll(() => {
  process.env['PUSH_APPLICATION_FCM'] = 'arn:aws:sns:eu-central-1:000000000000:app/GCM/longhouse-local';
  process.env['SOCKET_ENDPOINT'] = '/_aws/execute-api/none/local';
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const TOLD = { kind: 'welcome', displayName: 'Ada', handle: 'ada' } as const;
const DONE = { batchItemFailures: [] };

/** Somebody who has of everything something. */
async function active(): Promise<string> {
  const { userId } = await knownPerson();
  await Promise.all([
    plan({ eventId: randomUUID(), userId, told: TOLD }),
    connections.open(userId, `${randomUUID()}=`),
    devices.register(userId, { platform: 'fcm', token: randomUUID() }, endpoints),
    subscriptions.add(userId, 'news'),
    phones.ask(userId, `+4917139${String(Math.random()).slice(2, 8)}`),
  ]);
  return userId;
}

/** How much there is of a person, by entity. */
async function leftOf(userId: string): Promise<Record<string, number>> {
  const options = { consistent: true, pages: 'all' } as const;
  const lists = {
    handled: (await HandledEntity.query.one({ userId }).go(options)).data,
    inbox: await inboxOf(userId),
    deliveries: await deliveriesOf(userId),
    connections: (await ConnectionEntity.query.one({ userId }).go(options)).data,
    devices: (await DeviceEntity.query.one({ userId }).go(options)).data,
    verifications: (await VerificationEntity.query.one({ userId }).go(options)).data,
    subscribers: (await SubscriberEntity.query.one({ userId }).go(options)).data,
    subscriptions: (await SubscriptionEntity.query.ofPerson({ userId }).go()).data,
  };
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : [])),
  );
}

const endpointOf = async (endpointArn: string) =>
  (await EndpointEntity.get({ endpointArn }).go({ consistent: true })).data;

const deletionOf = (userId: string) => sqsEvent(busEvent(UserDeleted, { userId }));
const erase = async (userId: string) => handler(deletionOf(userId), lambdaContext());

describe('who deletes their account', () => {
  it('leaves nothing but the note that it is gone, here and at SNS', async () => {
    const userId = await active();
    const [device] = await devices.list(userId);
    expect(Object.keys(await leftOf(userId))).toHaveLength(8);
    const endpointArn = String(device?.endpointArn);
    expect(await endpointOf(endpointArn)).toMatchObject({ userId });
    expect(await erase(userId)).toEqual(DONE);
    expect(await leftOf(userId)).toEqual({});
    expect(await recipients.find(userId)).toMatchObject({ closed: true });
    expect(await endpointOf(endpointArn)).toBeNull();
    expect(await endpoints.enable(endpointArn, 'any')).toBe('gone');
  });

  it('is erased once, twice, and by several at once', async () => {
    const userId = await active();
    await concurrently(handler, deletionOf(userId), 3);
    expect(await erase(userId)).toEqual(DONE);
    expect(await leftOf(userId)).toEqual({});
  });

  it('is told nothing more, though an event comes late', async () => {
    const userId = await active();
    await erase(userId);
    expect(await plan({ eventId: randomUUID(), userId, told: TOLD })).toBe('closed');
    expect(await leftOf(userId)).toEqual({});
  });
});

describe('an erasure in which something fails', () => {
  it('erases all else when SNS keeps the endpoint of a device, and the rest with the next try', async () => {
    const userId = await active();
    proxy.inject('SNS.DeleteEndpoint', throttle(), { times: 3 });
    const { batchItemFailures } = (await erase(userId)) ?? {};
    expect(batchItemFailures).toHaveLength(1);
    expect(Object.keys(await leftOf(userId))).toEqual(['devices']);
    expect(await erase(userId)).toEqual(DONE);
    expect(await leftOf(userId)).toEqual({});
  });

  it('goes on where it was interrupted', async () => {
    const userId = await active();
    proxy.inject('DynamoDB.BatchWriteItem', cut('before'), { after: 1, times: 10 });
    const { batchItemFailures } = (await erase(userId)) ?? {};
    proxy.heal();
    expect(batchItemFailures).toHaveLength(1);
    expect(await erase(userId)).toEqual(DONE);
    expect(await leftOf(userId)).toEqual({});
  });

  it('is not held up by a socket that cannot be closed', async () => {
    const userId = await active();
    proxy.inject('ApiGatewayManagementApi.DeleteConnection', refuse('ForbiddenException', 'no', { status: 403 }));
    expect(await erase(userId)).toEqual(DONE);
    expect(await leftOf(userId)).toEqual({});
  });
});

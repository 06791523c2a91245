import { randomUUID } from 'node:crypto';
import { LimitExceededException } from '@aws-sdk/client-apigatewaymanagementapi';
import { concurrently, lambdaContext, poll, sqsEvent, twice } from '@libs/testing';
import { sockets } from '../../src/adapters/sockets.ts';
import { NotificationCame } from '../../src/contract/live.ts';
import { connections } from '../../src/data/connections.ts';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { personItems } from '../../src/data/person-items.ts';
import { plan } from '../../src/data/plan.ts';
import { deliveryIdOf } from '../../src/domain/delivery.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { handler as sendLive } from '../../src/functions/send-live.ts';
import { deliverLive } from '../../src/live/deliver-live.ts';
import { tell } from '../../src/live/tell.ts';
import { deadLetters } from '../live/dead-letters.ts';
import { type Device, devices } from '../live/devices.ts';
import { deliveriesOf, inboxOf, knownPerson, ownTable } from '../store.ts';

ownTable();
const { deviceOf } = devices();
const nextReason = deadLetters();

/** Something is told to a person; gives the message that the queue of the live channel gets. */
async function told(userId: string) {
  const eventId = randomUUID();
  await plan({ eventId, userId, told: { kind: 'image-ready', imageId: randomUUID(), title: 'Hearth' } });
  return { userId, deliveryId: deliveryIdOf(eventId, 'live'), channel: 'live' };
}

const deliveryOf = async ({ userId, deliveryId }: { userId: string; deliveryId: string }) =>
  (await deliveriesOf(userId)).find((delivery) => delivery.deliveryId === deliveryId);

const idsOf = async (userId: string): Promise<string[]> =>
  (await connections.of(userId)).map(({ connectionId }) => connectionId);

/** Notes a connection as if it were open for a while: what is gone then, is gone. */
async function openFor(userId: string, connectionId: string): Promise<void> {
  await connections.open(userId, connectionId, Date.now() - 120_000);
}

/** The ids of the notifications that a device has got, in their order; what is under way comes before the pong. */
async function got({ connectionId, received, first }: Device): Promise<string[]> {
  await sockets.post(connectionId, { type: 'pong' });
  await first('pong');
  const entries = received().flatMap(({ notification }) => (notification === undefined ? [] : [notification]));
  return (entries as { id: string }[]).map(({ id }) => id); // by their contract
}

/** Posts as ever, save to connections that a test decides about. */
const posting = (decide: (connectionId: string) => Promise<boolean> | undefined) => ({
  ...sockets,
  post: async (connectionId: string, message: object) => decide(connectionId) ?? sockets.post(connectionId, message),
});

const throttled = () => new LimitExceededException({ message: 'Rate exceeded', $metadata: { httpStatusCode: 429 } });

describe('a notification', () => {
  it('reaches every device of its person that is connected', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const all = [await deviceOf(userId), await deviceOf(userId)];
    const message = await told(userId);
    // Act
    const answer = await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
    const [entry] = await inboxOf(userId);
    for (const { first } of all) {
      const body = await first('notification');
      expect(body).toMatchObject({
        notification: { id: entry?.notificationId, kind: 'image-ready', readAt: null },
        unread: { count: 1, more: false },
      });
      expect(NotificationCame.validate({ body })).toBe(true);
    }
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent' });
  });

  it('reaches nobody else', async () => {
    // Prepare
    const [ada, bob] = [await knownPerson(), await knownPerson()];
    const [hers, his] = [await deviceOf(ada.userId), await deviceOf(bob.userId)];
    const message = await told(ada.userId);
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect([(await got(hers)).length, (await got(his)).length]).toEqual([1, 0]);
  });

  it('is settled where nobody is connected, and says so', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const message = await told(userId);
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent', reason: 'no-connection' });
  });

  it('that comes twice is told once', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const message = await told(userId);
    // Act
    await twice(sendLive, sqsEvent(message));
    // Assess
    expect(await got(device)).toHaveLength(1);
  });

  it('that comes ten times at once is one to a client that merges by id', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const message = await told(userId);
    // Act
    const answers = await concurrently(sendLive, sqsEvent(message), 10);
    // Assess
    const done = { status: 'fulfilled', value: { batchItemFailures: [] } };
    expect(answers).toEqual(Array.from({ length: 10 }, () => done));
    expect(new Set(await got(device)).size).toBe(1);
  });

  it('whose worker was killed between telling and noting it is told again, under the same id', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const message = await told(userId);
    const killed: typeof tell = async (...about) => {
      await tell(...about);
      throw new Error('killed');
    };
    await expect(deliverLive(message, killed)).rejects.toThrow('killed');
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    const ids = await got(device);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent' });
  });

  it('that its person has removed meanwhile is not told', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const message = await told(userId);
    const [entry] = await inboxOf(userId);
    await NotificationEntity.delete({ userId, notificationId: entry?.notificationId ?? '' }).go();
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent', reason: 'removed' });
    expect(await got(device)).toEqual([]);
  });

  it('of somebody who is erased by now is nothing to do', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const message = await told(userId);
    await personItems.close(userId);
    await personItems.erase(userId);
    // Act
    const answer = await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await deliveriesOf(userId)).toEqual([]);
    expect(await got(device)).toEqual([]);
  });

  it('of somebody who keeps no inbox is told all the same, under one id, and counts as no entry', async () => {
    // Prepare
    const images = { ...DEFAULTS.channels.images, inbox: false };
    const { userId } = await knownPerson({ preferences: { channels: { ...DEFAULTS.channels, images } } });
    const device = await deviceOf(userId);
    const message = await told(userId);
    // Act
    const killed: typeof tell = async (...about) => Promise.reject(new Error(String((await tell(...about)).told)));
    await deliverLive(message, killed).catch(() => undefined);
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    const ids = await got(device);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(device.received()[0]).toMatchObject({ notification: { kind: 'image-ready' }, unread: { count: 0 } });
  });
});

describe('among several connections', () => {
  it('one that closes in the middle of the fan-out stops no other, and is forgotten', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const all = [await deviceOf(userId), await deviceOf(userId), await deviceOf(userId)];
    for (const { connectionId } of all) await openFor(userId, connectionId);
    const message = await told(userId);
    const [first, second, third] = await inOrder(userId, all);
    const closing = posting((id) =>
      id === second?.connectionId
        ? second
            .close()
            .then(async () => poll('410', async () => !(await sockets.post(id, {}))))
            .then(() => false)
        : undefined,
    );
    // Act
    const outcome = await deliverLive(message, (...about) => tell(about[0], about[1], about[2], closing));
    // Assess
    expect(outcome).toBe('sent');
    for (const device of [first, third]) await device?.first('notification');
    expect(await idsOf(userId)).not.toContain(second?.connectionId);
    expect(await idsOf(userId)).toHaveLength(2);
  });

  it('one that API Gateway no longer knows is forgotten', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await openFor(userId, 'long-gone');
    const message = await told(userId);
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(await idsOf(userId)).toEqual([]);
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent', reason: 'no-connection' });
  });

  it('one that is still opening is not forgotten, though it cannot be posted to yet', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await connections.open(userId, 'not-there-yet');
    const message = await told(userId);
    // Act
    await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(await idsOf(userId)).toEqual(['not-there-yet']);
  });

  it('one that is throttled is tried again alone', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const [fine, other] = [await deviceOf(userId), await deviceOf(userId)];
    const message = await told(userId);
    const busy = posting((id) => (id === other.connectionId ? Promise.reject(throttled()) : undefined));
    const first = sendLive.logic({ body: message, log: { info: () => undefined } } as never, (key) =>
      deliverLive(key, (...about) => tell(about[0], about[1], about[2], busy)),
    );
    await expect(first).rejects.toMatchObject({ cause: { name: 'LimitExceededException' } });
    // Act
    const answer = await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([(await got(fine)).length, (await got(other)).length]).toEqual([1, 1]);
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent' });
  });
});

describe('the count of the unread', () => {
  it('is told to every device', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const all = [await deviceOf(userId), await deviceOf(userId)];
    await told(userId);
    // Act
    await sendLive(sqsEvent({ userId, channel: 'live', type: 'unread' }), lambdaContext());
    // Assess
    for (const { first } of all)
      expect(await first('unread')).toEqual({ type: 'unread', unread: { count: 1, more: false } });
  });

  it('is told to nobody where nobody is connected', async () => {
    // Act
    const answer = await sendLive(sqsEvent({ userId: randomUUID(), channel: 'live', type: 'unread' }), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
  });
});

it.each([
  ['no JSON', 'poison', 'malformed-json'],
  ['of another channel', { userId: randomUUID(), deliveryId: 'x', channel: 'email' }, 'invalid-message'],
  ['of nobody', { deliveryId: 'x', channel: 'live' }, 'invalid-message'],
])(
  'a message that is %s goes to the dead-letter queue, and the rest of the batch goes on',
  async (_, poison, reason) => {
    // Prepare
    const { userId } = await knownPerson();
    const message = await told(userId);
    // Act
    const answer = await sendLive(sqsEvent(poison, message), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await nextReason()).toBe(reason);
    expect(await deliveryOf(message)).toMatchObject({ state: 'sent' });
  },
);

/** Devices in the order in which they are told. */
async function inOrder(userId: string, all: readonly Device[]): Promise<(Device | undefined)[]> {
  return (await idsOf(userId)).map((id) => all.find(({ connectionId }) => connectionId === id));
}

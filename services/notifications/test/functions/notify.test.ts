import { randomUUID } from 'node:crypto';
import {
  busEvent,
  concurrently,
  crashAfter,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  orders,
  redelivered,
  sqsEvent,
  testEngine,
  throttle,
  twice,
} from '@libs/testing';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ImageProcessed } from '@services/images/contract';
import { ScheduleFired } from '@services/scheduler/contract';
import { UserDeleted, UserProfileChanged, UserRegistered, UserSignedIn } from '@services/users/contract';
import { recipients } from '../../src/data/recipients.ts';
import { handler as erasePerson } from '../../src/functions/erase-person.ts';
import { handler as noteProfile } from '../../src/functions/note-profile.ts';
import { handler as notify } from '../../src/functions/notify.ts';
import { deliveriesOf, inboxOf, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  const engine = await testEngine();
  proxy = await faultyProxy(endpoint);
  const { QueueUrl = '' } = await new SQSClient(engine.client).send(
    new CreateQueueCommand({ QueueName: engine.unique('dlq') }),
  );
  process.env['DEAD_LETTER_QUEUE_URL'] = proxy.through(QueueUrl);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const DONE = { batchItemFailures: [] };

const registered = (userId: string, displayName = 'Ada') =>
  busEvent(UserRegistered, { userId, email: `${userId}@example.com`, handle: 'ada', displayName, locale: 'en' });

const processed = (ownerId: string) =>
  busEvent(ImageProcessed, {
    imageId: randomUUID(),
    ownerId,
    title: 'Hearth',
    visibility: 'private',
    width: 4000,
    height: 3000,
  });

const kindsOf = async (userId: string) => (await inboxOf(userId)).map(({ kind }) => kind);

describe('an event that people are told of', () => {
  it('welcomes somebody new, in the inbox and by mail', async () => {
    const userId = randomUUID();
    expect(await notify(sqsEvent(registered(userId)), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome']);
    expect((await deliveriesOf(userId)).map(({ channel, state }) => ({ channel, state }))).toEqual([
      { channel: 'email', state: 'pending' },
    ]);
  });

  it.each([
    ['twice', async (batch: ReturnType<typeof sqsEvent>) => twice(notify, batch)],
    ['ten times at once', async (batch: ReturnType<typeof sqsEvent>) => concurrently(notify, batch, 10)],
    [
      'by a worker that dies after the transaction',
      async (batch: ReturnType<typeof sqsEvent>) => crashAfter(proxy, 'DynamoDB.TransactWriteItems', notify, batch),
    ],
  ])('is told once when it comes %s', async (_, deliver) => {
    const userId = randomUUID();
    const batch = sqsEvent(registered(userId));
    await deliver(batch);
    expect(await notify(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome']);
    expect(await deliveriesOf(userId)).toHaveLength(1);
  });

  it('waits for the profile, and is not lost', async () => {
    const userId = randomUUID();
    const early = sqsEvent(processed(userId));
    expect((await notify(early, lambdaContext())).batchItemFailures).toHaveLength(1);
    await notify(sqsEvent(registered(userId)), lambdaContext());
    expect(await notify(redelivered(early), lambdaContext())).toEqual(DONE);
    expect((await kindsOf(userId)).toSorted()).toEqual(['image-ready', 'welcome']);
  });

  it('is told to nobody whose account is gone, also when the deletion came first', async () => {
    const [userId, stranger] = [randomUUID(), randomUUID()];
    await notify(sqsEvent(registered(userId)), lambdaContext());
    for (const id of [userId, stranger]) {
      await erasePerson(sqsEvent(busEvent(UserDeleted, { userId: id })), lambdaContext());
      expect(await notify(sqsEvent(processed(id), registered(id)), lambdaContext())).toEqual(DONE);
      expect(await inboxOf(id)).toEqual([]);
      expect(await deliveriesOf(id)).toEqual([]);
      expect((await recipients.find(id))?.email).toBeUndefined();
    }
  });

  it('of a sign-in is told for a new device alone, whatever the person opted out of', async () => {
    const userId = randomUUID();
    await notify(sqsEvent(registered(userId)), lambdaContext());
    const at = new Date().toISOString();
    const [known, unknown] = [false, true].map((newDevice) => busEvent(UserSignedIn, { userId, at, newDevice }));
    expect(await notify(sqsEvent(known, unknown), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome', 'new-sign-in']);
  });

  /** A reminder that has just fired. */
  const reminded = (ownerId: string) => {
    const at = new Date().toISOString();
    const action = { type: 'notify', title: 'Plants', body: 'Water them', category: 'images' } as const;
    const occurrence = { scheduleId: randomUUID(), occurrenceId: 'o-1', ownerId, plannedAt: at, firedAt: at };
    return busEvent(ScheduleFired, { ...occurrence, action });
  };

  it('of a schedule is told in the category that its owner gave it', async () => {
    const userId = randomUUID();
    await notify(sqsEvent(registered(userId)), lambdaContext());
    await notify(sqsEvent(reminded(userId)), lambdaContext());
    expect((await inboxOf(userId)).at(-1)).toMatchObject({
      kind: 'reminder',
      category: 'images',
      title: 'Reminder: Plants',
    });
  });

  it('of a schedule is told once by one who failed at it, and to whom it is told again afterwards', async () => {
    const userId = randomUUID();
    await notify(sqsEvent(registered(userId)), lambdaContext());
    const event = reminded(userId);
    const batch = sqsEvent(event);
    proxy.inject('DynamoDB.TransactWriteItems', throttle(), { times: 20 });
    expect((await notify(batch, lambdaContext())).batchItemFailures).toHaveLength(1);
    proxy.heal();
    expect(await notify(redelivered(batch), lambdaContext())).toEqual(DONE);
    // From its dead-letter queue by hand, or from the archive of the bus: another message, the same event.
    expect(await notify(sqsEvent(event), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome', 'reminder']);
  });

  it('comes again when the table is throttled, and is not lost', async () => {
    const userId = randomUUID();
    const batch = sqsEvent(registered(userId));
    proxy.inject('DynamoDB.TransactWriteItems', throttle(), { times: 20 });
    expect((await notify(batch, lambdaContext())).batchItemFailures).toHaveLength(1);
    proxy.heal();
    expect(await notify(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome']);
  });

  it('that is none goes to the dead-letter queue alone, with its reason', async () => {
    const userId = randomUUID();
    expect(await notify(sqsEvent('poison', registered(userId)), lambdaContext())).toEqual(DONE);
    expect(await kindsOf(userId)).toEqual(['welcome']);
    const [letter] = proxy.callsOf('SQS.SendMessage').map(({ input }) => JSON.stringify(input));
    expect(letter).toContain('poison');
  });
});

describe('the profile', () => {
  it('is what the newest event says, in whichever order events come', async () => {
    const changes = (version: number, email: string) =>
      busEvent(UserProfileChanged, {
        userId: '',
        version,
        changes: { email: { old: 'before@example.com', new: email } },
      });
    for (const order of orders([2, 3, 4])) {
      const userId = randomUUID();
      for (const version of order) {
        const event = changes(version, `v${version}@example.com`);
        event.detail.data.userId = userId;
        expect(await noteProfile(sqsEvent(event), lambdaContext())).toEqual(DONE);
      }
      await notify(sqsEvent(registered(userId)), lambdaContext());
      expect(await recipients.find(userId)).toMatchObject({ email: 'v4@example.com', displayName: 'Ada' });
    }
  });
});

describe('erasing a person', () => {
  it('goes on where it was killed, and leaves nothing but the tombstone', async () => {
    const userId = randomUUID();
    await notify(sqsEvent(registered(userId)), lambdaContext());
    for (let i = 0; i < 30; i++) await notify(sqsEvent(processed(userId)), lambdaContext());
    const batch = sqsEvent(busEvent(UserDeleted, { userId }));
    await crashAfter(proxy, 'DynamoDB.BatchWriteItem', erasePerson, batch);
    expect(await erasePerson(redelivered(batch), lambdaContext())).toEqual(DONE);
    expect(await inboxOf(userId)).toEqual([]);
    expect(await deliveriesOf(userId)).toEqual([]);
    expect(await recipients.find(userId)).toMatchObject({ closed: true });
  });
});

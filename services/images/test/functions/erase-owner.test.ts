import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  busEvent,
  concurrently,
  crashAfter,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  sqsEvent,
  testEngine,
  throttle,
} from '@libs/testing';
import { UserDeleted } from '@services/users/contract';
import type { SQSEvent } from 'aws-lambda';
import { v7 } from 'uuid';
import { AlbumEntity } from '../../src/data/entities/album.ts';
import { avatars } from '../../src/data/avatars.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { albums } from '../../src/data/albums.ts';
import { images } from '../../src/data/images.ts';
import { owners } from '../../src/data/owners.ts';
import { processing } from '../../src/data/processing.ts';
import { eraseEverythingOf } from '../../src/erasure/erase-everything-of.ts';
import { handler } from '../../src/functions/erase-owner.ts';
import { announced, claimed, ownTable, pending, PLENTY, ready } from '../store.ts';

let proxy: FaultyProxy;
let sqs: SQSClient;
let ownQueueUrl = '';
ownTable([AlbumEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  sqs = new SQSClient((await testEngine()).client);
  const created = await Promise.all(
    [1, 2].map(async () => sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }))),
  );
  const [own = '', dead = ''] = created.map(({ QueueUrl }) => QueueUrl);
  ownQueueUrl = own;
  process.env['OWN_QUEUE_URL'] = proxy.through(own);
  process.env['DEAD_LETTER_QUEUE_URL'] = proxy.through(dead);
  return proxy.endpoint;
});
beforeEach(() => sqs.send(new PurgeQueueCommand({ QueueUrl: ownQueueUrl })));
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

interface DeadLetter {
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

const done = { batchItemFailures: [] };
const unhurried = () => lambdaContext({ timeout: 60_000 });
const deleted = (userId: string) => sqsEvent(busEvent(UserDeleted, { userId }));

/** What the function has handed on, as Lambda hands it over. */
async function handedOn(): Promise<SQSEvent> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: ownQueueUrl, MaxNumberOfMessages: 10 }),
  );
  return sqsEvent(...Messages.map(({ Body = '' }) => Body));
}

async function withPictures(count: number): Promise<string> {
  const ownerId = randomUUID();
  for (let made = 0; made < count; made++) await pending({ ownerId });
  return ownerId;
}

describe('when a person is deleted', () => {
  it('every picture of theirs is removed as they would, in whatever state, and nobody else loses one', async () => {
    const ownerId = randomUUID();
    const theirs = [await pending({ ownerId }), await claimed({ ownerId }), await ready({ ownerId })];
    const rejected = await claimed({ ownerId });
    await processing.reject(rejected, { code: 'corrupt', message: 'It is damaged.' });
    const another = await ready();
    await albums.create({ ownerId, albumId: v7(), title: 'Summer', imageIds: [theirs[2]?.imageId ?? ''] });
    expect(await handler(deleted(ownerId), unhurried())).toEqual(done);
    for (const image of [...theirs, rejected]) {
      expect(await images.find(image)).toBeUndefined();
      expect(await images.isDeleted(image.imageId)).toBe(true);
    }
    expect(await images.find(another)).toBeDefined();
    expect((await albums.list(ownerId)).items).toEqual([]);
    expect((await handedOn()).Records).toEqual([]);
  });

  it('also a rejected picture is removed that its owner cannot see any more, and DynamoDB has not removed yet', async () => {
    const ownerId = randomUUID();
    const image = await claimed({ ownerId });
    const now = Date.now() - 40 * 24 * 3_600_000;
    await processing.reject(image, { code: 'corrupt', message: 'It is damaged.' }, { now });
    expect(await images.find(image)).toBeUndefined();
    expect(await handler(deleted(ownerId), unhurried())).toEqual(done);
    expect(await owners.pictures(ownerId, 100)).toEqual([]);
    expect((await handedOn()).Records).toEqual([]);
  });

  it('nothing is taken from them any more, also when they had nothing', async () => {
    const ownerId = randomUUID();
    await handler(deleted(ownerId), unhurried());
    await expect(images.create(announced({ ownerId }), PLENTY)).rejects.toMatchObject({ type: 'account-deleted' });
  });

  it('the note that the account is gone goes by itself after 90 days', async () => {
    const ownerId = randomUUID();
    await avatars.note({ ownerId, imageId: randomUUID(), profileVersion: 2 });
    await owners.close(ownerId, Date.UTC(2026, 0, 1));
    const { data } = await OwnerEntity.get({ ownerId }).go({ consistent: true });
    expect(data).toMatchObject({ closed: true, expiresAt: Date.UTC(2026, 3, 1) / 1000 });
    expect(data).not.toHaveProperty('avatarId');
  });

  it('a picture that is announced at the same time is refused or removed', async () => {
    const ownerId = await withPictures(3);
    const more = Array.from({ length: 12 }, () => announced({ ownerId }));
    const [, ...creations] = await Promise.allSettled([
      handler(deleted(ownerId), unhurried()),
      ...more.map((image) => images.create(image, PLENTY)),
    ]);
    expect(await owners.pictures(ownerId, 100)).toEqual([]);
    expect(creations).toHaveLength(12);
  });
});

describe('more pictures than one invocation should remove', () => {
  const erase = (ownerId: string) => eraseEverythingOf(ownerId, 10);

  it('are removed in as many as it takes, each handed on by a message that counts as new', async () => {
    const ownerId = await withPictures(25);
    const event = busEvent(UserDeleted, { userId: ownerId });
    const left: number[] = [];
    const handed: unknown[] = [];
    const queue = { handOn: async (...given: unknown[]) => void handed.push(given) };
    do {
      await handler.logic({ ...event.detail, name: 'UserDeleted', source: 'users', ...tools() }, erase, queue);
      left.push((await owners.pictures(ownerId, 100)).length);
    } while (handed.length === left.length);
    expect(left).toEqual([15, 5, 0]);
    expect(handed[0]).toEqual([UserDeleted, event.detail]);
  });

  it('are found again by what was handed on, which the function itself takes', async () => {
    const ownerId = await withPictures(2);
    const event = busEvent(UserDeleted, { userId: ownerId });
    await handler.logic({ ...event.detail, name: 'UserDeleted', source: 'users', ...tools() }, async () => false);
    const next = await handedOn();
    expect(next.Records).toHaveLength(1);
    expect(await handler(next, unhurried())).toEqual(done);
    expect(await owners.pictures(ownerId, 100)).toEqual([]);
  });

  it('come again when they could not be handed on', async () => {
    const { detail } = busEvent(UserDeleted, { userId: randomUUID() });
    proxy.inject('SQS.SendMessageBatch', throttle(), { times: Number.POSITIVE_INFINITY });
    await expect(
      handler.logic({ ...detail, name: 'UserDeleted', source: 'users', ...tools() }, async () => false),
    ).rejects.toThrow('throttled');
  });
});

it.each([
  ['that is not JSON', '{"detail":', 'malformed-json'],
  [
    'of an event that is not taken here',
    { source: 'users', 'detail-type': 'UserRegistered', detail: {} },
    'unknown-event',
  ],
  ['without a person', { ...busEvent(UserDeleted, { userId: randomUUID() }), detail: { data: {} } }, 'invalid-message'],
])('a message %s is given up, with its reason', async (_, poison, reason) => {
  const before = proxy.callsOf('SQS.SendMessage').length;
  expect(await handler(sqsEvent(poison), unhurried())).toEqual(done);
  const dead = proxy.callsOf('SQS.SendMessage').slice(before);
  expect(dead.map(({ input }) => (input as DeadLetter).MessageAttributes['reason']?.StringValue)).toEqual([reason]);
});

describe('a function that dies', () => {
  it.each(['DynamoDB.UpdateItem', 'DynamoDB.TransactWriteItems', 'DynamoDB.Query'])(
    'after %s leaves the rest to the next delivery',
    async (operation) => {
      const ownerId = await withPictures(4);
      expect(await crashAfter(proxy, operation, handler, deleted(ownerId))).toEqual(done);
      expect(await owners.pictures(ownerId, 100)).toEqual([]);
    },
  );

  it('or runs twice at once leaves nothing', async () => {
    const ownerId = await withPictures(6);
    const batch = deleted(ownerId);
    await concurrently(handler, batch, 2);
    expect(await handler(batch, unhurried())).toEqual(done);
    expect(await owners.pictures(ownerId, 100)).toEqual([]);
  });
});

function tools() {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return { log, signal: new AbortController().signal };
}

import { randomUUID } from 'node:crypto';
import {
  busEvent,
  concurrently,
  crashAfter,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  sqsEvent,
  throttle,
  twice,
} from '@libs/testing';
import { ImageDeleted, ImageProcessed } from '@services/images/contract';
import { avatars } from '../../src/data/avatars.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { handler } from '../../src/functions/note-picture.ts';
import { ownTable, person, picturesOf } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** A person and a picture, of which nobody has told yet. */
async function registered() {
  const ada = person();
  await profiles.register([ada]);
  const ref = { ownerId: ada.id, imageId: randomUUID() };
  const facts = { title: 'hearth', visibility: 'private', width: 4000, height: 3000 } as const;
  return {
    ...ref,
    processed: sqsEvent(busEvent(ImageProcessed, { ...ref, ...facts })),
    deleted: sqsEvent(busEvent(ImageDeleted, ref)),
  };
}

/** The same for one whose avatar the picture is. */
async function withAvatar() {
  const ada = await registered();
  await handler(ada.processed, lambdaContext());
  await avatars.set(ada.ownerId, ada.imageId);
  return ada;
}

const done = { batchItemFailures: [] };

describe('ImageProcessed', () => {
  it.each([
    ['twice', twice],
    ['twice at once', concurrently],
  ])('that comes %s makes the picture one that may be the avatar', async (_, deliver) => {
    const { ownerId, imageId, processed } = await registered();
    const outcomes = await deliver(handler, processed);
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 'fulfilled', value: done })));
    expect(await picturesOf(ownerId)).toEqual([{ imageId, gone: false }]);
    expect(await avatars.set(ownerId, imageId)).toMatchObject({ avatar: { imageId } });
  });
});

describe('ImageDeleted', () => {
  it.each<[string, (event: ReturnType<typeof sqsEvent>) => Promise<unknown>]>([
    ['once', async (event) => handler(event, lambdaContext())],
    ['twice', async (event) => twice(handler, event)],
    ['many times at once', async (event) => concurrently(handler, event, 4)],
  ])('that comes %s takes the avatar off the profile, one version on', async (_, deliver) => {
    const { ownerId, imageId, deleted } = await withAvatar();
    await deliver(deleted);
    const { avatar, version } = await profiles.get(ownerId);
    expect({ avatar, version }).toEqual({ avatar: undefined, version: 3 });
    expect(await picturesOf(ownerId)).toEqual([{ imageId, gone: true }]);
  });

  it('of another picture leaves the avatar', async () => {
    const { ownerId, imageId } = await withAvatar();
    await handler(sqsEvent(busEvent(ImageDeleted, { ownerId, imageId: randomUUID() })), lambdaContext());
    expect(await profiles.get(ownerId)).toMatchObject({ avatar: { imageId }, version: 2 });
  });

  it('of one who has no profile any more is done', async () => {
    const { ownerId, deleted } = await withAvatar();
    await profiles.remove(ownerId);
    expect(await handler(deleted, lambdaContext())).toEqual(done);
  });

  it.each(['DynamoDB.PutItem', 'DynamoDB.UpdateItem'])(
    'whose consumer dies after %s is done by the next delivery',
    async (effect) => {
      const { ownerId, imageId, deleted } = await withAvatar();
      expect(await crashAfter(proxy, effect, handler, deleted)).toEqual(done);
      const { avatar, version } = await profiles.get(ownerId);
      expect({ avatar, version }).toEqual({ avatar: undefined, version: 3 });
      expect(await picturesOf(ownerId)).toEqual([{ imageId, gone: true }]);
    },
  );

  it('that finds the table throttled comes again', async () => {
    const { deleted } = await withAvatar();
    proxy.inject('DynamoDB.UpdateItem', throttle(), { times: Number.POSITIVE_INFINITY });
    const { batchItemFailures } = await handler(deleted, lambdaContext({ timeout: 60_000 }));
    expect(batchItemFailures).toHaveLength(1);
  });
});

describe('a picture that is deleted', () => {
  it.each([
    [['processed', 'deleted'] as const],
    [['deleted', 'processed'] as const],
    [['processed', 'deleted', 'processed'] as const],
    [['deleted', 'processed', 'deleted'] as const],
  ])('is no avatar after %j', async (names) => {
    const ada = await registered();
    for (const name of names) await handler(ada[name], lambdaContext());
    await expect(avatars.set(ada.ownerId, ada.imageId)).rejects.toMatchObject({ type: 'picture-not-found' });
    expect(await picturesOf(ada.ownerId)).toEqual([{ imageId: ada.imageId, gone: true }]);
  });

  it('is no avatar when it is made one at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const { ownerId, imageId, processed, deleted } = await registered();
      await handler(processed, lambdaContext());
      await Promise.allSettled([
        avatars.set(ownerId, imageId),
        handler(deleted, lambdaContext()),
        avatars.set(ownerId, imageId),
      ]);
      expect(await profiles.get(ownerId)).not.toHaveProperty('avatar');
    }
  });

  it.each([
    ['before the tombstone, and again', ['set', 'set', 'picture-not-found']],
    ['between that and the profile', ['picture-not-found', 'picture-not-found']],
  ])('is no avatar in the end when it is made one %s', async (moment, expected) => {
    // Prepare
    const { ownerId, imageId, processed } = await registered();
    await handler(processed, lambdaContext());
    const outcomes: string[] = [];
    const attempt = async () => {
      const attempted = avatars.set(ownerId, imageId).then(() => 'set');
      outcomes.push(await attempted.catch((error: { type: string }) => error.type));
    };
    const forget = async (...given: Parameters<typeof pictures.forget>) => {
      if (moment.startsWith('before')) await attempt();
      await pictures.forget(...given);
    };
    const drop = async (...given: Parameters<typeof avatars.drop>) => {
      await attempt();
      await avatars.drop(...given);
      await attempt();
    };
    const event = { name: 'ImageDeleted', ...busEvent(ImageDeleted, { ownerId, imageId }).detail };
    // Act
    await handler.logic(event as never, { ...pictures, forget }, { ...avatars, drop });
    // Assess
    expect(outcomes).toEqual(expected);
    expect(await profiles.get(ownerId)).not.toHaveProperty('avatar');
  });
});

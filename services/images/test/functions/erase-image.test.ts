import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  busEvent,
  concurrently,
  crashAfter,
  cut,
  type Fault,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  redelivered,
  sqsEvent,
  testEngine,
  twice,
  unprocessed,
} from '@libs/testing';
import { v7 } from 'uuid';
import { ImageDeleted, ImageRejected, ImageUploaded } from '../../src/contract/events.ts';
import { albums } from '../../src/data/albums.ts';
import { AlbumEntity } from '../../src/data/entities/album.ts';
import { DeletionEntity } from '../../src/data/entities/deletion.ts';
import { LabelledEntity } from '../../src/data/entities/labelled.ts';
import { LookEntity } from '../../src/data/entities/look.ts';
import { ShareEntity } from '../../src/data/entities/share.ts';
import { SharingEntity } from '../../src/data/entities/sharing.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { shares } from '../../src/data/shares.ts';
import type { ImageRef } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { bandsOf } from '../../src/domain/bands.ts';
import { renditionKey } from '../../src/domain/renditions.ts';
import { handler } from '../../src/functions/erase-image.ts';
import { ownContents } from '../contents.ts';
import { analysed, claimed, ownTable, pending, ready } from '../store.ts';

let proxy: FaultyProxy;
const { originals, renditions } = ownContents();
ownTable([AlbumEntity, ShareEntity, SharingEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  const sqs = new SQSClient((await testEngine()).client);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  process.env['DEAD_LETTER_QUEUE_URL'] = proxy.through(QueueUrl);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const done = { batchItemFailures: [] };
const unhurried = () => lambdaContext({ timeout: 60_000 });

const deleted = ({ ownerId, imageId }: ImageRef) => sqsEvent(busEvent(ImageDeleted, { imageId, ownerId }));

/** Two versions of the original with a delete marker on top, and two renditions, one of an older recipe. */
async function stored(ref: ImageRef): Promise<void> {
  await originals.put(originalKey(ref), 'first');
  await originals.put(originalKey(ref), 'second');
  await originals.hide(originalKey(ref));
  await renditions.put(renditionKey(ref.imageId, 'thumb', 'webp'));
  await renditions.put(`${ref.imageId}/0/thumb.webp`);
}

const filesOf = async ({ ownerId, imageId }: ImageRef) =>
  [...(await originals.keys()), ...(await renditions.keys())].filter(
    (key) => key === `${ownerId}/${imageId}` || key.startsWith(`${imageId}/`),
  );

/** A deleted picture with files and children. */
async function deletedPicture() {
  const hash = 'a1b2c3d4e5f60718';
  const image = await ready({}, { labels: ['dog', 'beach'], perceptualHash: hash });
  await stored(image);
  await images.remove(image);
  return { image, hash };
}

async function childrenOf({ ownerId, imageId }: ImageRef, labels: string[], hash: string): Promise<number> {
  const found = await Promise.all([
    ...labels.map((label) => LabelledEntity.get({ ownerId, label, imageId }).go({ consistent: true })),
    ...bandsOf(hash).map((band) => LookEntity.get({ ownerId, band, imageId }).go({ consistent: true })),
  ]);
  return found.filter(({ data }) => data !== null).length;
}

const deadLetters = (since: number) =>
  proxy
    .callsOf('SQS.SendMessage')
    .slice(since)
    .map(({ input }) => (input as { MessageAttributes: Record<string, { StringValue: string }> }).MessageAttributes)
    .map((attributes) => attributes['reason']?.StringValue);

/** S3 removes the others, answers 200, and says of these that it did not get to them. */
const refusing = (chosen: (key: string) => boolean, code = 'InternalError'): Fault => ({
  name: 'refusing',
  meet: async ({ call, answer }) => {
    const refused: string[] = [];
    for (const [object = ''] of String(call.input).matchAll(/<Object>.*?<\/Object>/gs)) {
      const [, key = '', version = ''] = /<Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId>/.exec(object) ?? [];
      const bucket = /^[^/]+\/[^/]+$/.test(key) ? originals : renditions;
      if (chosen(key)) refused.push(`<Key>${key}</Key><VersionId>${version}</VersionId>`);
      else await bucket.remove(key, version);
    }
    const errors = refused.map((object) => `<Error>${object}<Code>${code}</Code><Message>Try again.</Message></Error>`);
    const body = `<?xml version="1.0" encoding="UTF-8"?><DeleteResult>${errors.join('')}</DeleteResult>`;
    answer({ status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) });
  },
});

const DELETING = 'S3.DeleteObjects';

describe('the erasure of a deleted picture', () => {
  it('leaves of the picture only that it was deleted: its tombstone forgets what it showed', async () => {
    const { image } = await deletedPicture();
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    const { data } = await DeletionEntity.get(image).go({ consistent: true });
    expect(data).toMatchObject({ imageId: image.imageId, ownerId: image.ownerId });
    expect(data).not.toHaveProperty('labels');
    expect(data).not.toHaveProperty('perceptualHash');
  });

  it('removes every version of its files, delete markers too, and what the table still has of it', async () => {
    const { image, hash } = await deletedPicture();
    expect(await childrenOf(image, ['dog', 'beach'], hash)).toBe(2 + bandsOf(hash).length);
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
    expect(await childrenOf(image, ['dog', 'beach'], hash)).toBe(0);
  });

  it('takes the picture out of albums, and ends its links', async () => {
    const image = await ready();
    const beside = await ready({ ownerId: image.ownerId });
    const imageIds = [image.imageId, beside.imageId];
    const album = await albums.create({ ownerId: image.ownerId, albumId: v7(), title: 'Summer', imageIds });
    await shares.create(image, Math.floor(Date.now() / 1000) + 3600);
    await images.remove(image);
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect((await albums.get(album)).imageIds).toEqual([beside.imageId]);
    const { data } = await SharingEntity.get({ imageId: image.imageId }).go({ consistent: true });
    expect(data).toBeNull();
  });

  it('leaves the neighbours alone, also those whose keys begin alike', async () => {
    const { image } = await deletedPicture();
    const [longer, below] = [`${originalKey(image)}0`, `${originalKey(image)}/x`];
    const beside = await ready({ ownerId: image.ownerId });
    await stored(beside);
    for (const key of [longer, below]) await originals.put(key);
    await renditions.put(`${image.imageId}0/1/thumb.webp`);
    await handler(deleted(image), unhurried());
    expect(await originals.keys()).toEqual(expect.arrayContaining([longer, below]));
    expect(await renditions.keys()).toContain(`${image.imageId}0/1/thumb.webp`);
    expect(await filesOf(beside)).toHaveLength(5);
    expect(await filesOf(image)).toEqual([]);
  });

  it('is no error a second time, nor with five at once, nor when there were no files', async () => {
    const { image } = await deletedPicture();
    const all = await concurrently(handler, deleted(image), 5);
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'fulfilled'));
    const again = await twice(handler, deleted(image));
    expect(again.map((outcome) => 'value' in outcome && outcome.value)).toEqual([done, done]);
    expect(await filesOf(image)).toEqual([]);
  });

  it.each([
    ['the original', DELETING],
    ['the labels', 'DynamoDB.BatchWriteItem'],
  ])('goes on with the next delivery when the process dies after it has removed %s', async (_, effect) => {
    const { image, hash } = await deletedPicture();
    expect(await crashAfter(proxy, effect, handler, deleted(image))).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
    expect(await childrenOf(image, ['dog', 'beach'], hash)).toBe(0);
  });

  it('removes the rest, and tries once more, when S3 refuses some of the versions', async () => {
    const { image } = await deletedPicture();
    proxy.inject(
      DELETING,
      refusing((key) => key.endsWith('/0/thumb.webp')),
      { when: (input: string) => input.includes('/0/thumb.webp') },
    );
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
    const asked = proxy.callsOf(DELETING).map(({ input }) => String(input).match(/<Key>/g)?.length);
    expect(asked.slice(-2)).toEqual([2, 1]);
  });

  it('comes again when S3 refuses some for long, and ends then', async () => {
    const { image } = await deletedPicture();
    const batch = deleted(image);
    proxy.inject(
      DELETING,
      refusing(() => true, 'SlowDown'),
      { times: Number.POSITIVE_INFINITY },
    );
    expect((await handler(batch, unhurried())).batchItemFailures).toHaveLength(1);
    expect(await filesOf(image)).toHaveLength(5);
    proxy.heal();
    expect(await handler(redelivered(batch), unhurried())).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
  });

  it('is done although the connection dies after the removal', async () => {
    const { image } = await deletedPicture();
    proxy.inject(DELETING, cut('after'), { times: 1 });
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
  });

  it('does what DynamoDB did not get to in a further try', async () => {
    const { image, hash } = await deletedPicture();
    proxy.inject(
      'DynamoDB.BatchWriteItem',
      unprocessed((_entry, index) => index > 0),
      { times: 1 },
    );
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect(await childrenOf(image, ['dog', 'beach'], hash)).toBe(0);
  });
});

describe('the erasure of a rejected picture', () => {
  it('removes its files and its looks, and keeps the item with the reason for its owner', async () => {
    const image = await claimed();
    const analysis = analysed({ perceptualHash: '00ff00ff00ff00ff' });
    await processing.recordAnalysis(image, 'v1', analysis);
    await stored(image);
    const rejection = { code: 'corrupt', message: 'It is damaged.' };
    await processing.reject(image, rejection);
    const { ownerId, imageId, title } = image;
    expect(
      await handler(sqsEvent(busEvent(ImageRejected, { imageId, ownerId, title, rejection })), unhurried()),
    ).toEqual(done);
    expect(await filesOf(image)).toEqual([]);
    expect(await childrenOf(image, [], analysis.perceptualHash)).toBe(0);
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection });
  });
});

describe('what must not be erased', () => {
  it.each([
    ['that is ready', ready],
    ['that is being processed', claimed],
    ['that is awaited', pending],
  ])('is a picture %s, whatever an event says: the message is given up with its reason', async (_, made) => {
    const image = await made();
    await stored(image);
    const since = proxy.callsOf('SQS.SendMessage').length;
    expect(await handler(deleted(image), unhurried())).toEqual(done);
    expect(deadLetters(since)).toEqual(['picture-is-kept']);
    expect(await filesOf(image)).toHaveLength(5);
  });

  it.each([
    ['that is not JSON', '{"detail":', 'malformed-json'],
    [
      'of an event that is not taken here',
      busEvent(ImageUploaded, { imageId: v7(), ownerId: randomUUID() }),
      'unknown-event',
    ],
    [
      'whose picture is no id',
      { ...busEvent(ImageDeleted, { imageId: v7(), ownerId: randomUUID() }), detail: { data: { imageId: '../' } } },
      'invalid-message',
    ],
  ])('is anything for a message %s: it alone is given up', async (_, poison, reason) => {
    const { image } = await deletedPicture();
    const since = proxy.callsOf('SQS.SendMessage').length;
    const { Records } = deleted(image);
    expect(await handler({ Records: [...sqsEvent(poison).Records, ...Records] }, unhurried())).toEqual(done);
    expect(deadLetters(since)).toEqual([reason]);
    expect(await filesOf(image)).toEqual([]);
  });
});

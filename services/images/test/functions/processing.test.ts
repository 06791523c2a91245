import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import {
  concurrently,
  crashAfter,
  cut,
  type FaultyProxy,
  faultyProxy,
  objectCreatedEvent,
  refuse,
  sqsEvent,
  twice,
} from '@libs/testing';
import { objects } from '@libs/handler';
import { correlate, log } from '@libs/observability';
import sharp from 'sharp';
import { renditions } from '../../src/adapters/renditions.ts';
import { ImageEntity } from '../../src/data/entities/image.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import type { Image, ImageRef, NewImage } from '../../src/domain/image.ts';
import { handler as analyzeImage } from '../../src/functions/analyze-image.ts';
import { handler as makeRenditions } from '../../src/functions/make-renditions.ts';
import * as arrivals from '../arrivals.ts';
import { unhurried } from '../arrivals.ts';
import { type Buckets, ownBuckets } from '../buckets.ts';
import { photograph } from '../pictures.ts';
import { announced, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable([], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
let buckets: Buckets;
let photo: Buffer;
beforeAll(async () => {
  process.env['REKOGNITION'] = 'off';
  buckets = await ownBuckets();
  photo = await photograph(600, 400).jpeg().toBuffer();
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const ALL = ['large', 'medium', 'small', 'thumb'].flatMap((name) => [`${name}.jpeg`, `${name}.webp`]);

const upload = async (image: ImageRef, Body: Uint8Array | string) => arrivals.upload(buckets, image, Body);
const uploaded = async (Body: Uint8Array | string, given: Partial<NewImage> = {}) =>
  arrivals.uploaded(buckets, Body, given);
const versionsOf = async (image: ImageRef) => arrivals.versionsOf(buckets, image);

async function filesOf({ imageId }: Pick<Image, 'imageId'>): Promise<string[]> {
  const found = await buckets.client.send(
    new ListObjectVersionsCommand({ Bucket: buckets.renditions, Prefix: `${imageId}/` }),
  );
  return (found.Versions ?? []).map(({ Key = '' }) => Key.split('/').slice(2).join('/'));
}

const both = async (event: Parameters<typeof makeRenditions>[0]) =>
  Promise.all([makeRenditions, analyzeImage].map(async (handler) => handler(structuredClone(event), unhurried())));

describe('a picture that has arrived', () => {
  it('is ready when its renditions are made and it is analysed', async () => {
    const { image, event } = await uploaded(photo);
    const answers = await both(event);
    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await images.get(image)).toMatchObject({
      state: 'ready',
      pixels: { format: 'jpeg', width: 600, height: 400, frames: 1 },
      analysis: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, labels: [] },
    });
    expect((await filesOf(image)).toSorted()).toEqual(ALL);
  });

  it('has renditions that a browser may keep for ever, of the size that is told', async () => {
    const { image, event } = await uploaded(photo);
    await both(event);
    const Key = `${image.imageId}/1/small.webp`;
    const file = await buckets.client.send(new GetObjectCommand({ Bucket: buckets.renditions, Key }));
    const bytes = await file.Body?.transformToByteArray();
    expect(file).toMatchObject({
      ContentType: 'image/webp',
      CacheControl: 'public, max-age=31536000, immutable',
    });
    const { pixels } = await images.get(image);
    const small = pixels?.renditions.find(({ name }) => name === 'small');
    expect(await sharp(bytes).metadata()).toMatchObject({ width: small?.width, height: small?.height });
    expect(small?.formats).toContainEqual({ format: 'webp', bytes: bytes?.length });
  });

  it('is made once, though S3 tells of it twice, or two workers get it at the same time', async () => {
    const { image, event } = await uploaded(photo);
    await both(event);
    const before = await images.get(image);
    await twice(makeRenditions, event);
    await twice(analyzeImage, event);
    await concurrently(makeRenditions, event, 3);
    expect(await images.get(image)).toEqual(before);
    expect((await filesOf(image)).toSorted()).toEqual(ALL);
  });

  it('stores each rendition once when two workers begin at the same time', async () => {
    const { image, event } = await uploaded(photo);
    const outcomes = await concurrently(makeRenditions, event, 3);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect((await filesOf(image)).toSorted()).toEqual(ALL);
  });

  it('comes again when it is told of before its item is there', async () => {
    const image = announced();
    const { event } = await upload(image, photo);
    expect(await makeRenditions(event, unhurried())).toMatchObject({ batchItemFailures: [{}] });
    await images.create(image, { pictures: 10, bytes: 100_000 });
    expect(await both(event)).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await images.get(image)).toMatchObject({ state: 'ready' });
  });

  it.each([
    ['its renditions', makeRenditions],
    ['its analysis', analyzeImage],
  ])('is worked on under the correlation of the request that announced it: %s', async (_, handler) => {
    const { image, event } = await correlate({ correlationId: 'c-announced' }, async () => uploaded(photo));
    await handler(event, unhurried());
    const { data } = await ImageEntity.get(image).go({ consistent: true });
    expect(data).toMatchObject({ version: 3, correlationId: 'c-announced' });
  });

  it('stays what it is when another file is uploaded to its place, and that file goes', async () => {
    const { image, event, versionId } = await uploaded(photo);
    await both(event);
    const before = await images.get(image);
    const later = await upload(image, await photograph(500, 400, 7).jpeg().toBuffer());
    expect(await both(later.event)).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await images.get(image)).toEqual(before);
    expect(await versionsOf(image)).toEqual([versionId]);
  });

  it('is the file whose message comes first, when two come in the wrong order', async () => {
    const { image, event } = await uploaded(photo);
    const later = await upload(image, await photograph(300, 200, 7).jpeg().toBuffer());
    await both(later.event);
    await both(event);
    expect(await images.get(image)).toMatchObject({ state: 'ready', pixels: { width: 300, height: 200 } });
    expect(await versionsOf(image)).toEqual([later.versionId]);
  });

  it('leaves nothing when it was deleted before it arrived', async () => {
    const { image, event } = await uploaded(photo);
    await images.remove(image);
    expect(await both(event)).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await versionsOf(image)).toEqual([]);
    expect(await filesOf(image)).toEqual([]);
  });

  it('leaves nothing when it is deleted while its renditions are made', async () => {
    const { image, versionId } = await uploaded(photo);
    const deleting = {
      ...processing,
      recordPixels: async (...part: Parameters<typeof processing.recordPixels>) => {
        await images.remove(image);
        return processing.recordPixels(...part);
      },
    };
    const object = { bucket: buckets.originals, key: originalKey(image), size: 1, sequencer: '1', versionId };
    const input = { object, receiveCount: 1, log, signal: AbortSignal.timeout(60_000) };
    await makeRenditions.logic(input, renditions, deleting);
    expect(await versionsOf(image)).toEqual([]);
    expect(await filesOf(image)).toEqual([]);
  });
});

describe('a file that can never become a picture', () => {
  it.each([
    ['text called .jpg', Buffer.from('not a picture at all, whatever its name'), 'not-a-picture'],
    ['SVG called PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-a-picture'],
    ['nothing at all', Buffer.alloc(0), 'empty'],
  ])('is rejected with a reason that its owner can read: %s', async (_, bytes, code) => {
    const { image, event } = await uploaded(bytes);
    expect(await both(event)).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    const { state, rejection } = await images.get(image);
    expect([state, rejection?.code]).toEqual(['rejected', code]);
    expect(rejection?.message).toMatch(/^[A-Z].*\.$/);
    expect(await filesOf(image)).toEqual([]);
  });

  it('is rejected when its end is missing, by whichever way finds it first', async () => {
    const { image, event } = await uploaded(photo.subarray(0, photo.length / 2));
    await makeRenditions(event, unhurried());
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection: { code: 'corrupt' } });
    expect(await analyzeImage(event, unhurried())).toEqual({ batchItemFailures: [] });
  });

  it('is rejected as a copy of the first when its owner uploads it twice, and of that person alone', async () => {
    const first = await uploaded(photo);
    await both(first.event);
    const second = await uploaded(photo, { ownerId: first.image.ownerId });
    const others = await uploaded(photo);
    await both(second.event);
    await both(others.event);
    expect(await images.get(second.image)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'duplicate' },
      duplicateOf: first.image.imageId,
    });
    expect(await images.get(others.image)).toMatchObject({ state: 'ready' });
  });

  it('tells its owner of a picture that looks the same', async () => {
    const first = await uploaded(photo);
    await both(first.event);
    const again = await sharp(photo).resize(500).jpeg({ quality: 70 }).toBuffer();
    const second = await uploaded(again, { ownerId: first.image.ownerId });
    await both(second.event);
    expect(await images.get(second.image)).toMatchObject({
      state: 'ready',
      analysis: { similarTo: [first.image.imageId] },
    });
  });
});

describe('when a step fails', () => {
  it('begins anew after S3 has failed half-way through the renditions, and makes no second version of any', async () => {
    const { image, event } = await uploaded(photo);
    proxy.inject('S3.PutObject', refuse('AccessDenied', 'Access Denied', { status: 403 }), { after: 3 });
    expect(await makeRenditions(event, unhurried())).toMatchObject({ batchItemFailures: [{}] });
    expect((await images.get(image)).pixels).toBeUndefined();
    proxy.heal();
    expect(await makeRenditions(event, unhurried())).toEqual({ batchItemFailures: [] });
    expect((await filesOf(image)).toSorted()).toEqual(ALL);
    expect((await images.get(image)).pixels).toBeDefined();
  });

  it('comes again when S3 does not give the original, and rejects nothing', async () => {
    const { image, event } = await uploaded(photo);
    proxy.inject('S3.GetObject', cut('before'), { times: Number.POSITIVE_INFINITY });
    expect(await makeRenditions(event, unhurried())).toMatchObject({ batchItemFailures: [{}] });
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
  });

  it.each([
    ['the renditions, after the claim', 'DynamoDB.UpdateItem', makeRenditions],
    ['the renditions, after a file', 'S3.PutObject', makeRenditions],
    ['the renditions, after noting them', 'DynamoDB.TransactWriteItems', makeRenditions],
    ['the analysis, after noting it', 'DynamoDB.TransactWriteItems', analyzeImage],
  ])('is finished by the next delivery when the process dies in %s', async (_, effect, handler) => {
    const { image, event } = await uploaded(photo);
    await crashAfter(proxy, effect, handler, event);
    proxy.heal();
    await both(event);
    expect(await images.get(image)).toMatchObject({ state: 'ready' });
    expect((await filesOf(image)).toSorted()).toEqual(ALL);
  });

  it('sends an object that nobody announced to the dead-letter queue', async () => {
    const foreign = sqsEvent(objectCreatedEvent({ bucket: buckets.originals, key: 'somebody/put this here' }));
    const sent: Record<string, string>[] = [];
    process.env['DEAD_LETTER_QUEUE_URL'] = 'https://queue.example';
    const handler = objects(makeRenditions.logic, {
      send: async (_url, _body, attributes) => void sent.push({ ...attributes }),
    });
    expect(await handler(foreign, unhurried())).toEqual({ batchItemFailures: [] });
    expect(sent).toMatchObject([{ reason: 'foreign-object' }]);
  });
});

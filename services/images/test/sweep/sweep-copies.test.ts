import { randomUUID } from 'node:crypto';
import { type FaultyProxy, fail, faultyProxy } from '@libs/testing';
import { v7 } from 'uuid';
import { copiesOfOriginals } from '../../src/adapters/copies.ts';
import { originals as adapter } from '../../src/adapters/originals.ts';
import { versions } from '../../src/adapters/versions.ts';
import { SweepPositionEntity } from '../../src/data/entities/sweep-position.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { sweepPositions } from '../../src/data/sweep-positions.ts';
import type { Image, ImageRef } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { sweep } from '../../src/sweep/sweep.ts';
import { sweepCopies } from '../../src/sweep/sweep-copies.ts';
import { Tally } from '../../src/sweep/tally.ts';
import { type Contents, ownContents } from '../contents.ts';
import { ownReplica } from '../replica.ts';
import { analysed, ownTable, pending, PIXELS } from '../store.ts';

const { originals } = ownContents();
const replica = ownReplica();
let proxy: FaultyProxy;
ownTable([SweepPositionEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const HOUR = 3_600_000;

/** A sweep so many hours from now; how many versions it removed. */
async function swept(hours: number, options: Parameters<typeof sweepCopies>[1] = {}): Promise<number> {
  const tally = new Tally();
  await sweepCopies({ tally, now: Date.now() + hours * HOUR }, options);
  if (tally.failures.length > 0) throw new AggregateError(tally.failures, 'failed');
  return tally.counts.ObjectsWithoutItem;
}

/** A picture whose copy is its one version. */
async function copied(): Promise<{ image: Image; version: string }> {
  const image = await pending();
  const version = await replica.put(originalKey(image), 'first');
  await processing.claim(image, version);
  return { image: await images.get(image), version };
}

const left = async (ref: ImageRef) =>
  (await versions.of(replica.name, originalKey(ref), copiesOfOriginals()?.client)).map(({ versionId }) => versionId);

/** The bytes that a reader gets who names no version: those that no rule for noncurrent versions ever ends. */
const newest = async (bucket: Contents, ref: ImageRef) => bucket.read(originalKey(ref));

describe('an upload that came after the picture', () => {
  it('is removed in the first region, where the picture is the newest version again', async () => {
    const image = await pending();
    await originals.put(originalKey(image), 'first');
    const second = await originals.put(originalKey(image), 'second');
    expect(await newest(originals, image)).toBe('second');
    await adapter.removeVersion(image, second);
    expect(await newest(originals, image)).toBe('first');
  });

  it('is removed from the second region a day later, where the picture is the newest again too', async () => {
    const { image, version } = await copied();
    await replica.put(originalKey(image), 'second');
    expect(await swept(23)).toBe(0);
    expect(await newest(replica, image)).toBe('second');
    expect(await swept(25)).toBe(1);
    expect(await newest(replica, image)).toBe('first');
    expect(await left(image)).toEqual([version]);
  });

  it('is removed also when S3 copied it before the picture', async () => {
    const image = await pending();
    await replica.put(originalKey(image), 'second');
    const version = await replica.put(originalKey(image), 'first');
    await processing.claim(image, version);
    await swept(25);
    expect(await left(image)).toEqual([version]);
  });

  it('is found on whichever page it is, over several runs', async () => {
    const pictures = [await copied(), await copied(), await copied()];
    for (const { image } of pictures) await replica.put(originalKey(image), 'second');
    const store = {
      ...versions,
      page: async (
        name: string,
        { after }: { after?: string | undefined } = {},
        client = copiesOfOriginals()?.client,
      ) => versions.page(name, { after, most: 3 }, client),
    };
    do await swept(25, { store, pages: 1 });
    while ((await sweepPositions.get('copies')) !== undefined);
    for (const { image, version } of pictures) expect(await left(image)).toEqual([version]);
  });
});

it('the mark of a deletion that was none of ours is taken from the copy of a picture that is kept', async () => {
  const { image, version } = await copied();
  await replica.hide(originalKey(image));
  await swept(25);
  expect(await left(image)).toEqual([version]);
});

describe('left to the lifecycle, in every version, is the copy', () => {
  it('of a deleted picture: a month is for a mistake', async () => {
    const { image } = await copied();
    await images.remove(image);
    await replica.hide(originalKey(image));
    await swept(25);
    expect(await left(image)).toHaveLength(2);
  });

  it('of a picture that is awaited, or that the table knows nothing of, however few there are', async () => {
    const awaited = await pending();
    const nobodys = { ownerId: randomUUID(), imageId: v7() };
    for (const ref of [awaited, nobodys, awaited, nobodys]) await replica.put(originalKey(ref));
    await swept(25);
    expect(await left(awaited)).toHaveLength(2);
    expect(await left(nobodys)).toHaveLength(2);
  });
});

it('what S3 does not remove is left to the next walk, and does not hold up this one', async () => {
  const { image, version } = await copied();
  await replica.put(originalKey(image), 'second');
  proxy.inject('S3.DeleteObjects', fail(), { times: 40 });
  await expect(swept(25)).rejects.toThrow('failed');
  expect(await sweepPositions.get('copies')).toBeUndefined();
  proxy.heal();
  expect(await swept(25)).toBe(1);
  expect(await left(image)).toEqual([version]);
});

describe('nothing is removed', () => {
  it('when the table cannot be asked, and the next run finds it', async () => {
    const { image, version } = await copied();
    await replica.put(originalKey(image), 'second');
    proxy.inject('DynamoDB.BatchGetItem', fail(), { times: 40 });
    await expect(swept(25)).rejects.toThrow('Internal server error');
    expect(await left(image)).toHaveLength(2);
    proxy.heal();
    await swept(25);
    expect(await left(image)).toEqual([version]);
  });

  it('nor anything asked of S3, where there is no second region', async () => {
    process.env['REPLICA_REGION'] = '';
    const before = proxy.callsOf('S3.ListObjectVersions').length;
    await swept(25);
    expect(proxy.callsOf('S3.ListObjectVersions')).toHaveLength(before);
    process.env['REPLICA_REGION'] = 'eu-west-1';
  });
});

it('is a part of the hourly sweep', async () => {
  const { image, version } = await copied();
  await processing.recordPixels(image, version, PIXELS);
  await processing.recordAnalysis(image, version, analysed());
  await replica.put(originalKey(image), 'second');
  const log = { debug: noop, info: noop, warn: noop, error: noop };
  await sweep({ now: Date.now() + 25 * HOUR, log });
  expect(await left(image)).toEqual([version]);
});

const noop = () => undefined;

import { randomUUID } from 'node:crypto';
import { cut, type FaultyProxy, fail, faultyProxy, unprocessed } from '@libs/testing';
import { v7 } from 'uuid';
import { versions } from '../../src/adapters/versions.ts';
import { SweepPositionEntity } from '../../src/data/entities/sweep-position.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { sweepPositions } from '../../src/data/sweep-positions.ts';
import type { Image, ImageRef } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { renditionKey } from '../../src/domain/renditions.ts';
import { originalsShelf, renditionsShelf, type Shelf } from '../../src/sweep/shelves.ts';
import { sweepObjects } from '../../src/sweep/sweep-objects.ts';
import { Tally } from '../../src/sweep/tally.ts';
import { ownContents } from '../contents.ts';
import { emptied } from '../emptied.ts';
import { ownTable, pending, PIXELS, analysed } from '../store.ts';

let proxy: FaultyProxy;
const { originals, renditions } = ownContents();
ownTable([SweepPositionEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
emptied(originals, renditions);
beforeEach(async () => {
  for (const { walk } of [originalsShelf, renditionsShelf]) await sweepPositions.set(walk, undefined);
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const HOUR = 3_600_000;
const TOMORROW = 25;

/** A sweep of one bucket so many hours from now. */
async function swept(shelf: Shelf, hours: number, options: Parameters<typeof sweepObjects>[2] = {}) {
  const tally = new Tally();
  const errors: unknown[] = [];
  const log = { debug: noop, info: noop, warn: noop, error: (...given: unknown[]) => void errors.push(given) };
  await sweepObjects(shelf, { tally, log, now: Date.now() + hours * HOUR }, options);
  if (tally.failures.length > 0) throw new AggregateError(tally.failures, 'failed');
  return { ...tally.counts, errors };
}

/** A picture with its object, claimed by version, and ready. */
async function stored(given: Partial<ImageRef> = {}): Promise<{ image: Image; version: string }> {
  const image = await pending(given);
  const version = await originals.put(originalKey(image), 'first');
  await processing.claim(image, version);
  await processing.recordPixels(image, version, PIXELS);
  await processing.recordAnalysis(image, version, analysed());
  await renditions.put(renditionKey(image.imageId, 'thumb', 'webp'));
  return { image: await images.get(image), version };
}

const versionsOf = async (image: ImageRef) =>
  (await versions.of(originals.name, originalKey(image))).map(({ versionId }) => versionId);
const renditionsOf = async ({ imageId }: ImageRef) =>
  (await renditions.keys()).filter((key) => key.startsWith(`${imageId}/`));

describe('an original', () => {
  it('of a deleted picture is removed a day later, in every version, and not before', async () => {
    const { image } = await stored();
    await images.remove(image);
    await originals.put(originalKey(image), 'late');
    await originals.hide(originalKey(image));
    await swept(originalsShelf, 23);
    expect(await versionsOf(image)).toHaveLength(3);
    await swept(originalsShelf, TOMORROW);
    expect(await versionsOf(image)).toEqual([]);
  });

  it('of a rejected picture is removed', async () => {
    const image = await pending();
    const version = await originals.put(originalKey(image));
    await processing.claim(image, version);
    await processing.reject(image, { code: 'corrupt', message: 'It is damaged.' });
    await swept(originalsShelf, TOMORROW);
    expect(await versionsOf(image)).toEqual([]);
  });

  it('of no picture at all is removed', async () => {
    const nobodys = { ownerId: randomUUID(), imageId: v7() };
    await originals.put(originalKey(nobodys));
    expect(await swept(originalsShelf, TOMORROW)).toMatchObject({ ObjectsWithoutItem: 1, ObjectsHeldBack: 0 });
    expect(await versionsOf(nobodys)).toEqual([]);
  });

  it('that is under the wrong owner is no picture of theirs', async () => {
    const { image, version } = await stored();
    const wrong = { ownerId: randomUUID(), imageId: image.imageId };
    await originals.put(originalKey(wrong));
    await originals.put(originalKey({ ...wrong, ownerId: randomUUID() }));
    await swept(originalsShelf, TOMORROW);
    expect(await versionsOf(wrong)).toEqual([]);
    expect(await versionsOf(image)).toEqual([version]);
  });

  it('of a picture is kept as the version that is the picture, without what came later or hides it', async () => {
    const { image, version } = await stored();
    await originals.put(originalKey(image), 'an upload that came second');
    await originals.hide(originalKey(image));
    expect(await swept(originalsShelf, TOMORROW)).toMatchObject({ ObjectsWithoutItem: 2 });
    expect(await versionsOf(image)).toEqual([version]);
  });

  it('that is still awaited stays, since its notification may be under way', async () => {
    const image = await pending();
    const version = await originals.put(originalKey(image));
    await swept(originalsShelf, TOMORROW);
    expect(await versionsOf(image)).toEqual([version]);
  });

  it('that this service does not make is left alone', async () => {
    await originals.put('inventory/2026-11.csv');
    await originals.put(`${randomUUID()}/${v7()}/more`);
    await swept(originalsShelf, TOMORROW);
    expect(await originals.keys()).toEqual(expect.arrayContaining(['inventory/2026-11.csv']));
    expect((await originals.keys()).filter((key) => key.endsWith('/more'))).toHaveLength(1);
  });
});

describe('a rendition', () => {
  it('that was written after its picture was erased is removed, and those of other pictures stay', async () => {
    const { image } = await stored();
    const beside = await stored();
    await images.remove(image);
    await renditions.put(renditionKey(image.imageId, 'large', 'jpeg'));
    await swept(renditionsShelf, TOMORROW);
    expect(await renditionsOf(image)).toEqual([]);
    expect(await renditionsOf(beside.image)).toHaveLength(1);
  });

  it('of no picture at all is removed', async () => {
    const nobodys = { ownerId: randomUUID(), imageId: v7() };
    await renditions.put(renditionKey(nobodys.imageId, 'large', 'jpeg'));
    expect(await swept(renditionsShelf, TOMORROW)).toMatchObject({ ObjectsWithoutItem: 1 });
    expect(await renditionsOf(nobodys)).toEqual([]);
  });

  it('of an older recipe stays with its picture', async () => {
    const { image } = await stored();
    await renditions.put(`${image.imageId}/0/thumb.webp`);
    await swept(renditionsShelf, TOMORROW);
    expect(await renditionsOf(image)).toHaveLength(2);
  });
});

describe('objects of many pictures that nobody knows', () => {
  it('are kept, since it is rather the table that has lost something, and people are told', async () => {
    const nobodys = Array.from({ length: 21 }, () => ({ ownerId: randomUUID(), imageId: v7() }));
    for (const ref of nobodys) await originals.put(originalKey(ref));
    const { errors, ...counts } = await swept(originalsShelf, TOMORROW);
    expect(counts).toMatchObject({ ObjectsHeldBack: 21, ObjectsWithoutItem: 0 });
    expect(errors).toHaveLength(1);
    for (const ref of nobodys) expect(await versionsOf(ref)).toHaveLength(1);
  });
});

describe('a bucket of many pages', () => {
  const small = {
    ...versions,
    page: async (name: string, { after }: { after?: string | undefined } = {}) =>
      versions.page(name, { after, most: 3 }),
  };

  async function gone(count: number): Promise<ImageRef[]> {
    const refs: ImageRef[] = [];
    for (let made = 0; made < count; made++) {
      const { image } = await stored();
      await originals.put(originalKey(image), 'second');
      await images.remove(image);
      refs.push(image);
    }
    return refs;
  }

  const left = async (refs: readonly ImageRef[]) => (await Promise.all(refs.map(versionsOf))).flat().length;

  it('is walked through over several runs, each of which goes on where the one before ended', async () => {
    const refs = await gone(6);
    const counts: number[] = [];
    do {
      await swept(originalsShelf, TOMORROW, { store: small, pages: 1 });
      counts.push(await left(refs));
    } while ((await sweepPositions.get('originals')) !== undefined);
    expect(counts.length).toBeGreaterThan(2);
    expect(counts.at(-1)).toBe(0);
  });

  it('is gone on with by the next run when one dies between two pages', async () => {
    const refs = await gone(4);
    proxy.inject('S3.ListObjectVersions', cut('before'), { after: 5, times: Number.POSITIVE_INFINITY });
    await expect(swept(originalsShelf, TOMORROW, { store: small })).rejects.toThrow('socket hang up');
    proxy.heal();
    while ((await sweepPositions.get('originals')) !== undefined)
      await swept(originalsShelf, TOMORROW, { store: small });
    await swept(originalsShelf, TOMORROW, { store: small });
    expect(await left(refs)).toBe(0);
  });

  it('may be walked through by two at once', async () => {
    const refs = await gone(4);
    const { image, version } = await stored();
    await Promise.all([1, 2].map(async () => swept(originalsShelf, TOMORROW, { store: small, pages: 500 })));
    expect(await left(refs)).toBe(0);
    expect(await versionsOf(image)).toEqual([version]);
  });
});

describe('when DynamoDB', () => {
  it('does not get to all items at once, none of them is taken for gone', async () => {
    const kept = [await stored(), await stored(), await stored()];
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed((_, index) => index > 0),
      { times: 1 },
    );
    await swept(originalsShelf, TOMORROW);
    for (const { image, version } of kept) expect(await versionsOf(image)).toEqual([version]);
  });

  it('does not get to them for long, nothing is removed', async () => {
    const { image, version } = await stored();
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed(() => true),
      { times: 10 },
    );
    await expect(swept(originalsShelf, TOMORROW)).rejects.toThrow('DynamoDB did not get to all of it');
    expect(await versionsOf(image)).toEqual([version]);
  });

  it('fails, nothing is removed', async () => {
    const { image } = await stored();
    proxy.inject('DynamoDB.Query', fail(), { times: 40 });
    await expect(swept(renditionsShelf, TOMORROW)).rejects.toThrow('Internal server error');
    expect(await renditionsOf(image)).toHaveLength(1);
  });

  it('is asked, it is asked for what is there at this moment', async () => {
    await stored();
    await swept(originalsShelf, TOMORROW);
    const asked = proxy.callsOf('DynamoDB.BatchGetItem').map(({ input }) => JSON.stringify(input));
    expect(asked.every((request) => request.includes('"ConsistentRead":true'))).toBe(true);
  });
});

it('of objects of which nothing but the mark of their deletion is left nothing is told, however many there are', async () => {
  for (let made = 0; made < 21; made++) await originals.hide(originalKey({ ownerId: randomUUID(), imageId: v7() }));
  expect(await swept(originalsShelf, TOMORROW)).toMatchObject({ ObjectsHeldBack: 0, ObjectsWithoutItem: 0 });
});

const noop = () => undefined;

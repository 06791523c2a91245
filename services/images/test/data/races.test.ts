import { type FaultyProxy, faultyProxy, meanwhile } from '@libs/testing';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { usage } from '../../src/data/usage.ts';
import { analysed, announced, claimed, ownTable, pending, PIXELS, PLENTY, ready } from '../store.ts';

let proxy: FaultyProxy;
ownTable([], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const BROKEN = { code: 'corrupt', message: 'The picture is damaged.' };

/** What happens to a picture between the reading and the writing of the next transaction. */
const beforeItIsWritten = (work: () => Promise<unknown>): void =>
  proxy.inject('DynamoDB.TransactWriteItems', meanwhile(work));

/** What is counted of a person. */
async function counted(ownerId: string): Promise<readonly [pictures: number, bytes: number]> {
  const { pictures, bytes } = await usage.get(ownerId, PLENTY);
  return [pictures.used, bytes.used];
}

describe('what a picture counts is given back once', () => {
  it('when it is rejected while it is being removed', async () => {
    const beside = await ready();
    const image = await claimed({ ownerId: beside.ownerId });
    beforeItIsWritten(async () => processing.reject(image, BROKEN));
    await images.remove(image);
    expect(await counted(beside.ownerId)).toEqual([1, beside.bytes]);
    expect(await images.find(image)).toBeUndefined();
  });

  it('when it is removed while it is being rejected', async () => {
    const beside = await ready();
    const image = await claimed({ ownerId: beside.ownerId });
    beforeItIsWritten(async () => images.remove(image));
    expect(await processing.reject(image, BROKEN)).toBe(false);
    expect(await counted(beside.ownerId)).toEqual([1, beside.bytes]);
    expect(await images.find(image)).toBeUndefined();
  });

  it('when it is rejected while it is being rejected, for the first reason', async () => {
    const beside = await ready();
    const image = await claimed({ ownerId: beside.ownerId });
    beforeItIsWritten(async () => processing.reject(image, BROKEN));
    expect(await processing.reject(image, { code: 'duplicate', message: 'You have it.' })).toBe(false);
    expect(await counted(beside.ownerId)).toEqual([1, beside.bytes]);
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection: BROKEN });
  });

  it('when it is removed while it is being removed', async () => {
    const beside = await ready();
    const image = await ready({ ownerId: beside.ownerId });
    beforeItIsWritten(async () => images.remove(image));
    await images.remove(image);
    expect(await counted(beside.ownerId)).toEqual([1, beside.bytes]);
  });
});

describe('a picture that is awaited', () => {
  it('is kept when its file arrives while it is given up', async () => {
    const image = await pending();
    beforeItIsWritten(async () => processing.claim(image, 'v1'));
    expect(await images.expire(image)).toBe(false);
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
  });
});

describe('what is noted of a picture', () => {
  const PARTS: [string, (image: Awaited<ReturnType<typeof claimed>>) => Promise<boolean>][] = [
    ['its renditions', async (image) => processing.recordPixels(image, 'v1', PIXELS)],
    ['its analysis', async (image) => processing.recordAnalysis(image, 'v1', analysed())],
  ];

  it.each(PARTS)('is of its own file, though the id has another when it is written: %s', async (_, record) => {
    const given = announced();
    const image = await claimed(given);
    beforeItIsWritten(async () => {
      await images.remove(image);
      await images.create(given, PLENTY);
      await processing.claim(given, 'v2');
    });
    expect(await record(image)).toBe(false);
    const { state, objectVersion, pixels, analysis } = await images.get(image);
    expect({ state, objectVersion, pixels, analysis }).toEqual({ state: 'processing', objectVersion: 'v2' });
  });

  it.each(PARTS)('is nothing when it is rejected before that is written: %s', async (_, record) => {
    const image = await claimed();
    beforeItIsWritten(async () => processing.reject(image, BROKEN));
    expect(await record(image)).toBe(false);
    const { state, pixels, analysis } = await images.get(image);
    expect({ state, pixels, analysis }).toEqual({ state: 'rejected' });
  });
});

import { randomUUID } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { cut, type FaultyProxy, faultyProxy } from '@libs/testing';
import { ShareEntity } from '../../src/data/entities/share.ts';
import { SharingEntity } from '../../src/data/entities/sharing.ts';
import { images } from '../../src/data/images.ts';
import { hashOf, newToken } from '../../src/data/share-token.ts';
import { shares } from '../../src/data/shares.ts';
import type { ImageRef } from '../../src/domain/image.ts';
import { MOST_SHARES, shareIdOf } from '../../src/domain/share.ts';
import { claimed, ownTable, pending, ready } from '../store.ts';

let proxy: FaultyProxy;
ownTable([ShareEntity, SharingEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const NOW = Date.parse('2026-11-21T10:00:00Z');
const inSeconds = (seconds: number) => NOW / 1000 + seconds;
const nowhere = { status: 404, type: 'share-not-found' };

const share = (image: ImageRef, seconds = 3600) => shares.create(image, inSeconds(seconds), NOW);

/** Everything that is in the table, as text. */
async function wholeTable(): Promise<string> {
  const { Items } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: process.env['TABLE_NAME'] }));
  return JSON.stringify(Items);
}

describe('a token', () => {
  it('is 32 bytes of chance, fit for a path', () => {
    const tokens = Array.from({ length: 1000 }, newToken);
    expect(new Set(tokens).size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });
});

describe('sharing a picture', () => {
  it('gives a token that leads to it, and keeps no more than its hash', async () => {
    const image = await ready();
    const { token, share: made } = await share(image);
    expect(await shares.open(token, NOW)).toEqual({ image, expiresAt: inSeconds(3600) });
    expect(made).toEqual({
      tokenHash: hashOf(token),
      expiresAt: inSeconds(3600),
      createdAt: '2026-11-21T10:00:00.000Z',
    });
    const table = await wholeTable();
    expect(table).toContain(hashOf(token));
    expect(table).not.toContain(token);
  });

  it('gives another token each time', async () => {
    const image = await ready();
    const [one, two] = [await share(image), await share(image)];
    expect(one.token).not.toBe(two.token);
    expect(await shares.list(image, NOW)).toEqual([two.share, one.share]);
  });

  it('is for ready pictures alone', async () => {
    const notReady = { status: 409, type: 'not-ready' };
    await expect(share(await pending())).rejects.toMatchObject(notReady);
    await expect(share(await claimed())).rejects.toMatchObject(notReady);
  });

  it('is for the owner alone: the picture of another is not there', async () => {
    const image = await ready({ visibility: 'public' });
    const strange = { ownerId: randomUUID(), imageId: image.imageId };
    await expect(share(strange)).rejects.toMatchObject({ status: 404, type: 'image-not-found' });
    await expect(shares.list(strange, NOW)).rejects.toMatchObject({ status: 404, type: 'image-not-found' });
    expect(await shares.list(image, NOW)).toEqual([]);
  });

  it('stops at the most links of a picture, with the numbers, whoever asks at the same time', async () => {
    const image = await ready();
    for (let count = 2; count < MOST_SHARES; count++) await share(image);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => share(image)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 409, type: 'too-many-shares', details: { shares: 20, sharesLimit: 20 } },
    });
    expect(await shares.list(image, NOW)).toHaveLength(MOST_SHARES);
  });

  it('counts no link that is over', async () => {
    const image = await ready();
    for (let count = 0; count < MOST_SHARES; count++) await share(image, count === 0 ? 7200 : 60);
    const later = NOW + 3_600_000;
    const { token } = await shares.create(image, inSeconds(9000), later);
    expect(await shares.open(token, later)).toMatchObject({ image: { imageId: image.imageId } });
    expect(await shares.list(image, later)).toHaveLength(2);
  });

  it('makes one link when the connection dies after the write', async () => {
    const image = await ready();
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'));
    const { token } = await share(image);
    expect(await shares.list(image, NOW)).toHaveLength(1);
    expect(await shares.open(token, NOW)).toMatchObject({ image: { imageId: image.imageId } });
  });
});

describe('a link', () => {
  it('leads nowhere from its end on, whether DynamoDB has removed it or not', async () => {
    const image = await ready();
    const { token } = await share(image, 60);
    expect(await shares.open(token, NOW + 59_999)).toMatchObject({ image: { imageId: image.imageId } });
    await expect(shares.open(token, NOW + 60_000)).rejects.toMatchObject(nowhere);
    expect(await shares.list(image, NOW + 60_000)).toEqual([]);
  });

  it('leads nowhere when the picture is deleted, before anything is erased', async () => {
    const image = await ready();
    const { token } = await share(image);
    await images.remove(image);
    await expect(shares.open(token, NOW)).rejects.toMatchObject(nowhere);
  });

  it('shows changes of the picture', async () => {
    const image = await ready();
    const { token } = await share(image);
    await images.update(image, { title: 'Hearth and home' });
    expect(await shares.open(token, NOW)).toMatchObject({ image: { title: 'Hearth and home' } });
  });

  it.each([
    ['that was never made', newToken()],
    ['that is a picture id', randomUUID()],
    ['that is no token', '../../etc/passwd'],
    ['that is empty', ''],
  ])('with a token %s leads nowhere', async (_, token) => {
    await expect(shares.open(token, NOW)).rejects.toMatchObject(nowhere);
  });

  it('is not found by what its owner or a reader of the table knows of it', async () => {
    const { token, share: made } = await share(await ready());
    for (const guess of [shareIdOf(made), made.tokenHash, token.toLowerCase(), token.slice(0, -1), `${token}A`]) {
      await expect(shares.open(guess, NOW)).rejects.toMatchObject(nowhere);
    }
  });
});

describe('withdrawing a link', () => {
  it('ends it at once, and no other; twice is no error', async () => {
    const image = await ready();
    const [gone, stays] = [await share(image), await share(image)];
    await shares.withdraw(image, shareIdOf(gone.share));
    await shares.withdraw(image, shareIdOf(gone.share));
    await expect(shares.open(gone.token, NOW)).rejects.toMatchObject(nowhere);
    expect(await shares.open(stays.token, NOW)).toMatchObject({ image: { imageId: image.imageId } });
    expect(await shares.list(image, NOW)).toEqual([stays.share]);
  });

  it('makes room for another', async () => {
    const image = await ready();
    const made = [];
    for (let count = 0; count < MOST_SHARES; count++) made.push((await share(image)).share);
    await shares.withdraw(image, shareIdOf(made[7] ?? { tokenHash: '' }));
    await share(image);
    await expect(share(image)).rejects.toMatchObject({ type: 'too-many-shares' });
  });

  it('is for the owner alone', async () => {
    const image = await ready();
    const { token, share: made } = await share(image);
    await shares.withdraw({ ownerId: randomUUID(), imageId: image.imageId }, shareIdOf(made));
    await shares.withdraw(await ready({ ownerId: image.ownerId }), shareIdOf(made));
    expect(await shares.open(token, NOW)).toMatchObject({ image: { imageId: image.imageId } });
  });

  it('ends each of several that are withdrawn while others are made', async () => {
    const image = await ready();
    const made = [await share(image), await share(image), await share(image)];
    await Promise.all([...made.map((one) => shares.withdraw(image, shareIdOf(one.share))), share(image), share(image)]);
    for (const { token } of made) await expect(shares.open(token, NOW)).rejects.toMatchObject(nowhere);
    expect(await shares.list(image, NOW)).toHaveLength(2);
  });
});

describe('erasing the links of a picture', () => {
  it('leaves nothing of them in the table; twice is no error', async () => {
    const image = await ready();
    const hashes: string[] = [];
    for (let count = 0; count < MOST_SHARES; count++) hashes.push((await share(image)).share.tokenHash);
    const others = await share(await ready());
    await images.remove(image);
    await shares.removeAll(image.imageId);
    await shares.removeAll(image.imageId);
    const table = await wholeTable();
    expect(hashes.filter((hash) => table.includes(hash))).toEqual([]);
    expect(await shares.open(others.token, NOW)).toBeDefined();
  });

  it('is not undone by a link that is made at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const image = await ready();
      const made = share(image).catch(() => ({ token: 'none' }));
      await images.remove(image).then(() => shares.removeAll(image.imageId));
      await expect(shares.open((await made).token, NOW)).rejects.toMatchObject(nowhere);
      const { data } = await SharingEntity.get({ imageId: image.imageId }).go({ consistent: true });
      expect(data).toBeNull();
    }
  });
});

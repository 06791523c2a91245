import { ImageEntity } from '../../src/data/entities/image.ts';
import { gallery } from '../../src/data/gallery.ts';
import { images } from '../../src/data/images.ts';
import { looks } from '../../src/data/looks.ts';
import { processing } from '../../src/data/processing.ts';
import { usage } from '../../src/data/usage.ts';
import { analysed, announced, claimed, ownTable, pending, PIXELS, PLENTY, ready } from '../store.ts';

ownTable();

const BROKEN = { code: 'corrupt', message: 'The picture is damaged.' };

/** What the sweep would find: the unfinished pictures of one shard in one state. */
async function unfinished(imageId: string, state: 'pending' | 'processing'): Promise<string[]> {
  const { data } = await ImageEntity.query.unfinished({ shard: imageId.slice(-1), state }).go();
  return data.map((item) => item.imageId);
}

describe('claiming an object', () => {
  it('makes the picture a processed one, of this version', async () => {
    const image = await pending();
    const claim = await processing.claim(image, 'v1');
    expect(claim).toMatchObject({
      outcome: 'claimed',
      image: { state: 'processing', objectVersion: 'v1', version: 2 },
    });
    expect(await images.get(image)).toMatchObject({ state: 'processing', objectVersion: 'v1', version: 2 });
  });

  it('claims once for both ways of processing, however often it is told', async () => {
    const image = await pending();
    const claims = await Promise.all([1, 2, 3, 4].map(async () => processing.claim(image, 'v1')));
    expect(claims.map(({ outcome }) => outcome)).toEqual(['claimed', 'claimed', 'claimed', 'claimed']);
    expect(await images.get(image)).toMatchObject({ version: 2 });
  });

  it('keeps to the version that came first', async () => {
    const image = await claimed();
    expect(await processing.claim(image, 'v2')).toEqual({ outcome: 'superseded' });
    expect(await images.get(image)).toMatchObject({ objectVersion: 'v1' });
  });

  it('lets one of two versions win that come at the same time', async () => {
    const image = await pending();
    const claims = await Promise.all(['v1', 'v2'].map(async (version) => processing.claim(image, version)));
    expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual(['claimed', 'superseded']);
  });

  it('asks to come again when the picture is not known (yet)', async () => {
    await expect(processing.claim(announced(), 'v1')).rejects.toMatchObject({
      permanent: false,
      type: 'image-unknown',
    });
  });

  it('tells that the picture was deleted before its file came', async () => {
    const image = await pending();
    await images.remove(image);
    expect(await processing.claim(image, 'v1')).toEqual({ outcome: 'deleted' });
  });

  it('has nothing left to do for one that is ready or rejected', async () => {
    const [done, bad] = [await ready(), await claimed()];
    await processing.reject(bad, BROKEN);
    expect(await processing.claim(done, 'v1')).toEqual({ outcome: 'ready' });
    expect(await processing.claim(bad, 'v1')).toEqual({ outcome: 'rejected' });
  });
});

describe('recording the two parts', () => {
  it.each([
    ['renditions first', ['pixels', 'analysis']],
    ['analysis first', ['analysis', 'pixels']],
  ])('makes the picture ready with the second: %s', async (_, order) => {
    const image = await claimed();
    const states: string[] = [];
    for (const part of order) {
      if (part === 'pixels') await processing.recordPixels(image, 'v1', PIXELS);
      else await processing.recordAnalysis(image, 'v1', analysed({ labels: ['dog'] }));
      states.push((await images.get(image)).state);
    }
    expect(states).toEqual(['processing', 'ready']);
    expect(await gallery.list(image.ownerId, { label: 'dog' })).toMatchObject({ items: [{ imageId: image.imageId }] });
  });

  it('makes it ready when both come at the same time, again and again', async () => {
    for (let round = 0; round < 5; round++) {
      const image = await claimed();
      const [analysis, again] = [analysed(), analysed()];
      const kept = await Promise.all([
        processing.recordPixels(image, 'v1', PIXELS),
        processing.recordAnalysis(image, 'v1', analysis),
        processing.recordPixels(image, 'v1', PIXELS),
      ]);
      expect(kept).toEqual([true, true, true]);
      expect(await processing.recordAnalysis(image, 'v1', again)).toBe(true);
      expect(await images.get(image)).toMatchObject({ state: 'ready', pixels: PIXELS, analysis, version: 4 });
    }
  });

  it('takes nothing of a version that is not the picture', async () => {
    const image = await claimed();
    expect(await processing.recordPixels(image, 'v2', PIXELS)).toBe(false);
    expect((await images.get(image)).pixels).toBeUndefined();
  });

  it('takes nothing of a picture that was deleted or rejected meanwhile', async () => {
    const [deleted, rejected] = [await claimed(), await claimed()];
    await images.remove(deleted);
    await processing.reject(rejected, BROKEN);
    for (const image of [deleted, rejected]) {
      expect(await processing.recordPixels(image, 'v1', PIXELS)).toBe(false);
      expect(await processing.recordAnalysis(image, 'v1', analysed())).toBe(false);
    }
    expect(await images.find(deleted)).toBeUndefined();
    expect(await images.get(rejected)).toMatchObject({ state: 'rejected', rejection: BROKEN });
  });

  it('leaves what the owner changes meanwhile', async () => {
    const image = await claimed();
    await processing.recordPixels(image, 'v1', PIXELS);
    await images.update(image, { title: 'Hearth' });
    await processing.recordAnalysis(image, 'v1', analysed());
    expect(await images.get(image)).toMatchObject({ state: 'ready', title: 'Hearth' });
  });
});

describe('the same picture twice', () => {
  it('finds the first by its bytes, for this owner alone', async () => {
    const first = await ready({}, analysed({ sha256: 'a'.repeat(64) }));
    const second = await claimed({ ownerId: first.ownerId });
    expect(await processing.findCopy(second, 'a'.repeat(64))).toBe(first.imageId);
    expect(await processing.findCopy(first, 'a'.repeat(64))).toBeUndefined();
    expect(await processing.findCopy(await claimed(), 'a'.repeat(64))).toBeUndefined();
  });

  it('lets one of two copies in that come at the same time', async () => {
    const one = await claimed();
    const other = await claimed({ ownerId: one.ownerId });
    const analysis = analysed();
    const kept = await Promise.all([one, other].map(async (image) => processing.recordAnalysis(image, 'v1', analysis)));
    expect(kept.filter(Boolean)).toHaveLength(1);
  });

  it('can come again after the first was deleted', async () => {
    const analysis = analysed();
    const first = await ready({}, analysis);
    await images.remove(first);
    const second = await claimed({ ownerId: first.ownerId });
    expect(await processing.findCopy(second, analysis.sha256)).toBeUndefined();
    expect(await processing.recordAnalysis(second, 'v1', analysis)).toBe(true);
  });

  it('can come again after the first was rejected for its pixels', async () => {
    const analysis = analysed();
    const first = await claimed();
    await processing.recordAnalysis(first, 'v1', analysis);
    await processing.reject(first, BROKEN);
    const second = await claimed({ ownerId: first.ownerId });
    expect(await processing.recordAnalysis(second, 'v1', analysis)).toBe(true);
  });

  it('tells of pictures that look the same, newest first, not of others and not of other people', async () => {
    const hash = '0f1e2d3c4b5a6978';
    const first = await ready({}, { perceptualHash: hash });
    const second = await ready({ ownerId: first.ownerId }, { perceptualHash: '0f1e2d3c4b5a697b' });
    await ready({ ownerId: first.ownerId }, { perceptualHash: '0f1eaaaaaaaaaaaa' });
    await ready({}, { perceptualHash: hash });
    const third = await claimed({ ownerId: first.ownerId });
    expect(await looks.similar(third, hash)).toEqual([second.imageId, first.imageId]);
  });
});

describe('rejecting', () => {
  it('tells why, gives the quota back once, and forgets after 30 days', async () => {
    const image = await claimed();
    const now = Date.UTC(2099, 0, 1);
    const outcomes = [await processing.reject(image, BROKEN, { now }), await processing.reject(image, BROKEN, { now })];
    expect(outcomes).toEqual([true, false]);
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection: BROKEN });
    expect(await usage.get(image.ownerId, PLENTY)).toMatchObject({ pictures: { used: 0 }, bytes: { used: 0 } });
    const { data } = await ImageEntity.get(image).go({ consistent: true });
    expect(data?.expiresAt).toBe(Date.UTC(2099, 0, 31) / 1000);
  });

  it('is forgotten after its 30 days, though DynamoDB has not removed it yet', async () => {
    const image = await claimed();
    await processing.reject(image, BROKEN, { now: Date.now() - 31 * 24 * 3600 * 1000 });
    expect(await images.find(image)).toBeUndefined();
    expect(await gallery.list(image.ownerId)).toEqual({ items: [] });
    await expect(images.update(image, { title: 'Late' })).rejects.toMatchObject({ status: 404 });
  });

  it('does nothing to a picture that is ready, or gone', async () => {
    const [done, gone] = [await ready(), await pending()];
    await images.remove(gone);
    expect(await processing.reject(done, BROKEN)).toBe(false);
    expect(await processing.reject(gone, BROKEN)).toBe(false);
    expect(await images.get(done)).toMatchObject({ state: 'ready' });
  });

  it('tells which picture it is a copy of', async () => {
    const image = await claimed();
    await processing.reject(image, BROKEN, { duplicateOf: 'the-first' });
    expect(await images.get(image)).toMatchObject({ duplicateOf: 'the-first' });
  });
});

describe('the index of unfinished pictures', () => {
  it('has a picture while it is pending and while it is processing, and then no more', async () => {
    const image = await pending();
    const { imageId } = image;
    expect(await unfinished(imageId, 'pending')).toContain(imageId);
    await processing.claim(image, 'v1');
    expect(await unfinished(imageId, 'pending')).not.toContain(imageId);
    expect(await unfinished(imageId, 'processing')).toContain(imageId);
    await images.update(image, { title: 'Still there' });
    await processing.recordPixels(image, 'v1', PIXELS);
    expect(await unfinished(imageId, 'processing')).toContain(imageId);
    await processing.recordAnalysis(image, 'v1', analysed());
    expect(await unfinished(imageId, 'processing')).not.toContain(imageId);
  });

  it('has none that was rejected or deleted', async () => {
    const [rejected, deleted] = [await claimed(), await claimed()];
    await processing.reject(rejected, BROKEN);
    await images.remove(deleted);
    expect(await unfinished(rejected.imageId, 'processing')).not.toContain(rejected.imageId);
    expect(await unfinished(deleted.imageId, 'processing')).not.toContain(deleted.imageId);
  });
});

import { looks } from '../../src/data/looks.ts';
import { claimed, ownTable, ready } from '../store.ts';

ownTable();

const HASH = '0f1e2d3c4b5a6978';

/** The hash with one bit changed in each of so many of its eight bands. */
const changedIn = (bands: number) =>
  HASH.replace(/../g, (band, at: number) =>
    at / 2 < bands ? (Number.parseInt(band, 16) ^ 1).toString(16).padStart(2, '0') : band,
  );

describe('pictures that look alike', () => {
  it('are found when they differ a little everywhere but in one band, and not when they differ in all', async () => {
    const near = await ready({}, { perceptualHash: changedIn(7) });
    await ready({ ownerId: near.ownerId }, { perceptualHash: changedIn(8) });
    const asked = await claimed({ ownerId: near.ownerId });
    expect(await looks.similar(asked, HASH)).toEqual([near.imageId]);
  });

  it('are told once, though they have several bands in common, and never the picture itself', async () => {
    const first = await ready({}, { perceptualHash: HASH });
    const again = await ready({ ownerId: first.ownerId }, { perceptualHash: HASH });
    expect(await looks.similar(again, HASH)).toEqual([first.imageId]);
  });

  it('are the ten newest of many', async () => {
    const first = await ready({}, { perceptualHash: HASH });
    const later = [];
    for (let made = 0; made < 11; made++) {
      later.push(await ready({ ownerId: first.ownerId }, { perceptualHash: HASH }));
    }
    const asked = await claimed({ ownerId: first.ownerId });
    const newest = later.map(({ imageId }) => imageId).toReversed();
    expect(await looks.similar(asked, HASH)).toEqual(newest.slice(0, 10));
  });

  it('are none for a picture without any structure', async () => {
    const plain = await ready({}, { perceptualHash: '0'.repeat(16) });
    const asked = await claimed({ ownerId: plain.ownerId });
    expect(await looks.similar(asked, '0'.repeat(16))).toEqual([]);
  });
});

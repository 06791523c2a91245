import { framesKept } from '../../src/domain/picture-limits.ts';

describe('frames kept of an animation', () => {
  it.each([
    ['all of a small one', { frames: 30, pixels: 480 * 270, renditionPixels: 480 * 270 }, 30],
    ['a hundred at most', { frames: 1000, pixels: 100, renditionPixels: 100 }, 100],
    [
      'what fits in memory as the largest rendition',
      { frames: 100, pixels: 1_000_000, renditionPixels: 1_000_000 },
      30,
    ],
    ['what is decoded in time', { frames: 100, pixels: 50_000_000, renditionPixels: 2_000_000 }, 4],
    ['the first, however large', { frames: 5, pixels: 100_000_000, renditionPixels: 40_000_000 }, 1],
    ['one of a still', { frames: 1, pixels: 1, renditionPixels: 1 }, 1],
  ])('%s', (_, animation, kept) => {
    expect(framesKept(animation)).toBe(kept);
  });
});

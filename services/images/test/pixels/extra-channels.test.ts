import sharp from 'sharp';
import { forAnalysis } from '../../src/pixels/for-analysis.ts';
import { inspect } from '../../src/pixels/inspect.ts';
import { perceptualHash } from '../../src/pixels/perceptual-hash.ts';
import { render } from '../../src/pixels/render.ts';
import { BLUE, meanColour, RED } from '../pictures.ts';
import { rendered } from './rendered.ts';
import { COLOURS, EXTRA, tiff } from './tiff.ts';

const { unspecified, alpha } = EXTRA;

/** Larger than the largest rendition, so that it is scaled. */
const [WIDTH, HEIGHT] = [2200, 110];
const LEFT = { left: 50, top: 10, width: 800, height: 60 };
const RIGHT = { ...LEFT, left: 1200 };

/** What is on the left and what is on the right. */
const halves = (one: readonly number[], other: readonly number[], options: Parameters<typeof tiff>[3]) =>
  tiff(WIDTH, HEIGHT, (x) => (x < WIDTH / 2 ? one : other), options);

const furthest = (found: readonly number[], wanted: readonly number[]) =>
  Math.max(...wanted.map((value, channel) => Math.abs(value - (found[channel] ?? -1000))));

/** The left is in the selections, the right is not. */
const SELECTED = [255, 255] as const;
const OUTSIDE = [0, 0] as const;
const GREY = [90, 90, 90];
/** By the arithmetic of CMYK without a profile, roughly. */
const [INK_RED, INK_BLUE] = [
  [10, 230, 230, 0],
  [230, 180, 10, 0],
];

describe('a TIFF with channels that are no part of the picture', () => {
  it.each<[what: string, file: Buffer, left: readonly number[], right: readonly number[]]>([
    ['RGB and a selection', halves([...RED, 255], [...BLUE, 0], { extra: [unspecified] }), RED, BLUE],
    [
      'RGB and two selections',
      halves([...RED, ...SELECTED], [...BLUE, ...OUTSIDE], { extra: [unspecified, unspecified] }),
      RED,
      BLUE,
    ],
    [
      'RGB of 16 bits and two selections',
      halves([...RED, ...SELECTED], [...BLUE, ...OUTSIDE], { extra: [unspecified, unspecified], bits: 16 }),
      RED,
      BLUE,
    ],
    ['grey and a selection', halves([90, 255], [90, 0], { extra: [unspecified], colours: COLOURS.grey }), GREY, GREY],
    [
      'grey and two selections',
      halves([90, ...SELECTED], [90, ...OUTSIDE], { extra: [unspecified, unspecified], colours: COLOURS.grey }),
      GREY,
      GREY,
    ],
    [
      'grey and four selections',
      halves([90, 9, 9, 9, 255], [90, 9, 9, 9, 0], { extra: [0, 0, 0, 0], colours: COLOURS.grey }),
      GREY,
      GREY,
    ],
  ])('%s: has its colours everywhere, and hides nothing', async (_, bytes, left, right) => {
    const { pixels, file } = await rendered(bytes);
    expect(pixels).toMatchObject({ format: 'tiff', width: WIDTH, height: HEIGHT });
    for (const made of [file('large', 'webp'), file('large', 'jpeg'), await forAnalysis(bytes)]) {
      const { width, channels } = await sharp(made).metadata();
      const scaled = (place: typeof LEFT) => ({ ...place, left: Math.round((place.left * width) / WIDTH), width: 500 });
      expect(channels).toBe(3);
      expect(furthest(await meanColour(made, scaled(LEFT)), left)).toBeLessThan(9);
      expect(furthest(await meanColour(made, scaled(RIGHT)), right)).toBeLessThan(9);
    }
  });

  it.each([
    ['one', 1, 8],
    ['two', 2, 8],
    ['two, of 16 bits', 2, 16],
    ['four', 4, 8],
  ] as const)('CMYK and selections (%s): is as without them', async (_, extra, bits) => {
    // Prepare
    const inside = Array.from({ length: extra }, () => 255);
    const outside = inside.map(() => 0);
    const options = { colours: COLOURS.inks, bits };
    const bare = halves(INK_RED, INK_BLUE, options);
    const full = halves([...INK_RED, ...inside], [...INK_BLUE, ...outside], { ...options, extra: outside });
    // Act
    const [without, withThem] = [await rendered(bare), await rendered(full)];
    // Assess
    for (const place of [LEFT, RIGHT]) {
      const wanted = await meanColour(without.file('large', 'webp'), place);
      expect(furthest(await meanColour(withThem.file('large', 'webp'), place), wanted)).toBeLessThan(3);
    }
    const [red] = await meanColour(withThem.file('large', 'webp'), LEFT);
    expect(red).toBeGreaterThan(150);
  });

  it('RGB with alpha and a selection: is transparent where alpha says so', async () => {
    const bytes = halves([...RED, 255, 0], [...BLUE, 0, 255], { extra: [alpha, unspecified] });
    const { file } = await rendered(bytes);
    expect((await sharp(file('large', 'webp')).metadata()).channels).toBe(4);
    expect(furthest(await meanColour(file('large', 'jpeg'), LEFT), RED)).toBeLessThan(9);
    expect(await meanColour(file('large', 'jpeg'), RIGHT)).toEqual([255, 255, 255]);
  });

  it('has the perceptual hash of the picture without them', async () => {
    const colourAt = (x: number, y: number) => [(x * 3) % 256, (y * 5) % 256, ((x * y) / 9) % 256].map(Math.floor);
    const bare = tiff(90, 60, colourAt);
    const full = tiff(90, 60, (x, y) => [...colourAt(x, y), x < 45 ? 255 : 0, 0], {
      extra: [unspecified, unspecified],
    });
    expect(await perceptualHash(full)).toBe(await perceptualHash(bare));
  });

  it('of more than 64 is not drawn, and not called damaged', async () => {
    const many = Array.from({ length: 65 }, () => 9);
    const bytes = tiff(9, 9, () => many, { extra: many.slice(3).map(() => unspecified) });
    await expect(render(bytes, { avif: false }, async () => {})).rejects.toMatchObject({ code: 'too-elaborate' });
  });

  it('has fewer pixels at most, as each takes more memory', async () => {
    const claiming = (width: number, height: number) => {
      const bytes = tiff(1, 1, () => [1, 2, 3, 4, 5, 6, 7, 8], { extra: [0, 0, 0, 0, 0] });
      // The first two entries of the directory, and the rows of its one strip.
      bytes.writeUInt32LE(width, 10 + 8);
      bytes.writeUInt32LE(height, 22 + 8);
      return bytes;
    };
    await expect(inspect(claiming(10_000, 5001))).rejects.toMatchObject({ code: 'too-many-pixels' });
    expect(await inspect(claiming(10_000, 5000))).toMatchObject({ width: 10_000, channelsKept: 3 });
  });
});

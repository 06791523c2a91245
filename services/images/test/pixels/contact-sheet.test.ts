import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { type Sheet, sheetFor } from '../../src/pixels/contact-sheet.ts';
import { decode } from '../../src/pixels/decode.ts';
import { forAnalysis } from '../../src/pixels/for-analysis.ts';
import { inspect } from '../../src/pixels/inspect.ts';
import { BLUE, drawn, meanColour, RED, type Rgb } from '../pictures.ts';

const EDGE = 1600;

/** Frame by frame greener, with a little red that no encoder leaves out as being equal. */
const colourOf = (frame: number, frames: number): Rgb => [
  frame % 2 === 0 ? 20 : 60,
  Math.round((frame * 255) / frames),
  120,
];
const greener = (frames: number, { width = 160, height = 120 } = {}) =>
  drawn(width, height, (_, __, frame) => colourOf(frame, frames), frames);

/** The colour in the middle of each place on the sheet, row by row. */
const coloursOn = (jpeg: Buffer, { columns, rows, width, height }: Sheet) =>
  Promise.all(
    Array.from({ length: columns * rows }, (_, index) => {
      const left = (index % columns) * (width + 8) + Math.floor(width / 4);
      const top = Math.floor(index / columns) * (height + 8) + Math.floor(height / 4);
      return meanColour(jpeg, { left, top, width: Math.floor(width / 2), height: Math.floor(height / 2) });
    }),
  );

const distance = (one: readonly number[] | undefined, other: readonly number[]) =>
  Math.max(...other.map((value, channel) => Math.abs(value - (one?.[channel] ?? -1000))));

describe('what recognition is shown of an animation', () => {
  it.each([
    ['gif', 2, [0, 1]],
    ['webp', 2, [0, 1]],
    ['webp', 5, [0, 1, 2, 3, 4]],
    ['gif', 9, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['webp', 9, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['webp', 25, [0, 3, 6, 9, 12, 15, 18, 21, 24]],
    ['webp', 50, [0, 6, 12, 18, 25, 31, 37, 43, 49]],
  ] as const)('is a JPEG with frames of %s, of %d frames the %j', async (format, count, wanted) => {
    // Prepare
    const file = await greener(count).toFormat(format).toBuffer();
    // Act
    const shown = await forAnalysis(file);
    // Assess
    const sheet = sheetFor({ width: 160, height: 120, frames: count }, EDGE);
    expect(sheet.frames).toEqual(wanted);
    const colours = await coloursOn(shown, sheet);
    for (const [place, frame] of wanted.entries()) {
      expect([frame, distance(colours[place], colourOf(frame, count)) < 14]).toEqual([frame, true]);
    }
    for (const empty of colours.slice(wanted.length)) expect(empty).toEqual([255, 255, 255]);
  });

  it('has something that only the last frame has', async () => {
    const file = await drawn(
      150,
      100,
      (_, __, frame) => (frame === 29 ? RED : [40, 60, frame % 2 === 0 ? 200 : 160]),
      30,
    )
      .webp()
      .toBuffer();
    const sheet = sheetFor({ width: 150, height: 100, frames: 30 }, EDGE);
    const colours = await coloursOn(await forAnalysis(file), sheet);
    expect(distance(colours[0], BLUE)).toBeLessThan(14);
    expect(distance(colours[8], RED)).toBeLessThan(14);
  });

  it('ends with the last frame that its renditions have', async () => {
    // Prepare
    const file = await greener(120, { width: 40, height: 30 }).webp({ lossless: true }).toBuffer();
    const { frames } = await decode(file, await inspect(file));
    expect(frames).toBe(100);
    // Act
    const shown = await forAnalysis(file);
    // Assess
    const sheet = sheetFor({ width: 40, height: 30, frames }, EDGE);
    const colours = await coloursOn(shown, sheet);
    expect(sheet.frames.at(-1)).toBe(99);
    expect(distance(colours[8], colourOf(99, 120))).toBeLessThan(14);
  });

  it('is on white where a frame is transparent', async () => {
    const file = await drawn(200, 100, (x, _, frame) => [...RED, x < 150 ? 0 : 250 + frame], 3)
      .webp()
      .toBuffer();
    const sheet = sheetFor({ width: 200, height: 100, frames: 3 }, EDGE);
    const shown = await forAnalysis(file);
    for (const place of [0, 1, 2]) {
      const left = (place % sheet.columns) * 208 + 20;
      const top = Math.floor(place / sheet.columns) * 108 + 20;
      const found = await meanColour(shown, { left, top, width: 80, height: 60 });
      expect(distance(found, [255, 255, 255])).toBeLessThan(4);
    }
  });

  it('is less than 5 MiB even of noise, and holds no metadata', async () => {
    const noise = sharp(randomBytes(600 * 600 * 9 * 3), {
      raw: { width: 600, height: 600 * 9, channels: 3, pageHeight: 600 },
    });
    const shown = await forAnalysis(await noise.webp({ quality: 90, effort: 0 }).toBuffer());
    expect(shown.length).toBeLessThan(5 * 1024 * 1024);
    const { width, height, exif, pages } = await sharp(shown).metadata();
    expect([Math.max(width, height) <= EDGE, exif, pages]).toEqual([true, undefined, undefined]);
  });
});

describe('a sheet', () => {
  const SIZES = [1, 16, 79, 200, 533, 1000, 2048, 8000];
  const cases = SIZES.flatMap((width) =>
    SIZES.flatMap((height) => [2, 3, 5, 7, 8, 9, 100].map((frames) => ({ width, height, frames }))),
  );

  it('has a long edge of at most 1600 pixels, whatever the frames are', () => {
    for (const animation of cases) {
      const { columns, rows, width, height } = sheetFor(animation, EDGE);
      expect(Math.max(columns * (width + 8), rows * (height + 8)) - 8).toBeLessThanOrEqual(EDGE);
    }
  });

  it('has a place for each frame', () => {
    for (const animation of cases) {
      const { columns, rows, frames } = sheetFor(animation, EDGE);
      expect(columns * rows).toBeGreaterThanOrEqual(frames.length);
    }
  });

  it('has frames of at least 500 pixels in the long edge, where they have as many, and never enlarges them', () => {
    for (const animation of cases) {
      const { width, height } = sheetFor(animation, EDGE);
      const own = Math.max(animation.width, animation.height);
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(Math.min(500, own));
      expect([width <= animation.width, height <= animation.height]).toEqual([true, true]);
    }
  });

  it('has frames of at least 200 pixels a side up to 4:1, where they have as many', () => {
    for (const animation of cases.filter(({ width, height }) => width <= 4 * height && height <= 4 * width)) {
      const { width, height } = sheetFor(animation, EDGE);
      const own = Math.min(animation.width, animation.height);
      expect([animation, Math.min(width, height) >= Math.min(200, own)]).toEqual([animation, true]);
    }
  });

  it('takes each frame once, in order, the first and the last among them', () => {
    for (const animation of cases) {
      const { frames } = sheetFor(animation, EDGE);
      expect(frames).toHaveLength(Math.min(9, animation.frames));
      expect([frames[0], frames.at(-1)]).toEqual([0, animation.frames - 1]);
      expect(frames).toEqual([...new Set(frames)].toSorted((one, other) => one - other));
    }
  });
});

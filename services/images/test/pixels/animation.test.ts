import sharp from 'sharp';
import { encode } from '../../src/pixels/encode.ts';
import { animation, BLUE, GREEN, meanColour, RED } from '../pictures.ts';
import { rendered } from './rendered.ts';

/** Writes over the bytes at so many places after each occurrence of what marks them. */
function overwritten(file: Buffer, mark: string, offset: number, bytes: readonly number[]): Buffer {
  const changed = Buffer.from(file);
  for (let at = changed.indexOf(mark, 0, 'latin1'); at !== -1; at = changed.indexOf(mark, at + 1, 'latin1')) {
    changed.set(bytes, at + offset);
  }
  return changed;
}

/** GIF89a, section 23: hundredths of a second. */
const withGifDelay = (file: Buffer, hundredths: number) =>
  overwritten(file, '\x21\xf9\x04', 4, [hundredths & 0xff, hundredths >> 8]);

/** WebP's ANMF: its size, four numbers of three bytes, then milliseconds (https://developers.google.com/speed/webp/docs/riff_container#animation). */
const withWebpDelay = (file: Buffer, milliseconds: number) =>
  overwritten(file, 'ANMF', 20, [milliseconds & 0xff, (milliseconds >> 8) & 0xff, milliseconds >> 16]);

/** The application extension NETSCAPE2.0: how often it is shown again, after the first time. */
const withGifLoop = (file: Buffer, again: number) => overwritten(file, 'NETSCAPE2.0', 13, [again & 0xff, again >> 8]);

const delays = (frames: number) => Array.from({ length: frames }, (_, frame) => 50 + (frame % 3) * 20);

describe('animation', () => {
  it.each(['gif', 'webp'] as const)(
    'of %s goes on in WebP, in every size, and stands still in JPEG',
    async (format) => {
      // Prepare
      const file = await animation(6, { width: 600, height: 400 })
        .toFormat(format, { delay: delays(6), loop: 3 })
        .toBuffer();
      // Act
      const { pixels, files } = await rendered(file);
      // Assess
      expect(pixels).toMatchObject({ format, width: 600, height: 400, frames: 6 });
      for (const { name, format: made, width, height, data } of files) {
        const read = await sharp(data, { pages: -1 }).metadata();
        expect(read).toMatchObject(
          made === 'webp' ? { pages: 6, width, pageHeight: height, delay: delays(6), loop: 3 } : { width, height },
        );
        expect([name, read.pages ?? 1]).toEqual([name, made === 'webp' ? 6 : 1]);
      }
    },
  );

  it('shows the right frame at the right time in every size', async () => {
    const { files } = await rendered(await animation(3, { width: 600, height: 400 }).gif().toBuffer());
    for (const { data } of files.filter(({ format }) => format === 'webp')) {
      for (const [page, colour] of [RED, GREEN, BLUE].entries()) {
        const frame = await sharp(data, { page }).png().toBuffer();
        const found = await meanColour(frame, { left: 60, top: 60, width: 60, height: 60 });
        expect(Math.max(...colour.map((value, channel) => Math.abs(value - (found[channel] ?? 999))))).toBeLessThan(12);
      }
    }
  });

  it('shows its first frame in JPEG', async () => {
    const { file } = await rendered(await animation(3).gif().toBuffer());
    const [red = 0, green = 255] = await meanColour(file('large', 'jpeg'), { left: 5, top: 10, width: 20, height: 10 });
    expect(red).toBeGreaterThan(200);
    expect(green).toBeLessThan(50);
  });

  it.each(['gif', 'webp'] as const)('of 1000 frames in %s keeps the first hundred', async (format) => {
    const { pixels, file } = await rendered(await animation(1000).toFormat(format, { delay: 20 }).toBuffer());
    expect(pixels.frames).toBe(100);
    const read = await sharp(file('small', 'webp'), { pages: -1 }).metadata();
    expect([read.pages, read.delay?.length]).toEqual([100, 100]);
  });

  it.each<[what: string, file: () => Promise<Buffer>, read: object, made: object]>([
    [
      'GIF of 120 seconds a frame',
      async () => withGifDelay(await animation(3).gif({ delay: 50 }).toBuffer(), 12_000),
      { delay: [120_000, 120_000, 120_000] },
      { delay: [65_535, 65_535, 65_535], pages: 3 },
    ],
    [
      'WebP of 100 seconds a frame',
      async () => withWebpDelay(await animation(3).webp({ delay: 50 }).toBuffer(), 100_000),
      { delay: [100_000, 100_000, 100_000] },
      { delay: [65_535, 65_535, 65_535], pages: 3 },
    ],
    [
      'WebP of the longest frames there are',
      async () => withWebpDelay(await animation(3).webp({ delay: 50 }).toBuffer(), 0xff_ff_ff),
      { delay: [16_777_215, 16_777_215, 16_777_215] },
      { delay: [65_535, 65_535, 65_535], pages: 3 },
    ],
    [
      'GIF that is shown 65,535 times again',
      async () =>
        withGifLoop(
          await animation(3)
            .gif({ delay: [50, 50, 50], loop: 3 })
            .toBuffer(),
          65_535,
        ),
      { loop: 65_536 },
      { loop: 65_535, pages: 3, delay: [50, 50, 50] },
    ],
    [
      'GIF that says of no frame how long',
      async () => withGifDelay(await animation(3).gif({ delay: 50 }).toBuffer(), 0),
      { delay: [0, 0, 0] },
      // libvips takes 10 ms and less for 100, as browsers do.
      { delay: [100, 100, 100], pages: 3 },
    ],
  ])('goes on as near to what it says as can be written: %s', async (_, make, read, made) => {
    const file = await make();
    expect(await sharp(file).metadata()).toMatchObject(read);
    const { files } = await rendered(file);
    const animations = files.filter(({ format }) => format === 'webp');
    expect(animations).toHaveLength(4);
    for (const { data } of animations) expect(await sharp(data).metadata()).toMatchObject(made);
  });

  it.each([
    ['nothing', []],
    ['no numbers', [Number.NaN, Number.NaN]],
    ['less than nothing', [-1, -1]],
    ['fractions', [0.5, 0.5]],
  ])('goes on when its delays are %s', async (_, unusable) => {
    const { data, info } = await animation(2).raw().toBuffer({ resolveWithObject: true });
    const raster = { data, width: info.width, height: info.height / 2, channels: 3, frames: 2 } as const;
    const webp = await encode(raster, 'webp', { delays: unusable, loop: -1 });
    expect(await sharp(webp).metadata()).toMatchObject({ pages: 2, loop: 0, delay: [100, 100] });
  });

  it('of one frame is a still', async () => {
    const { pixels, file } = await rendered(await animation(1).gif().toBuffer());
    expect(pixels.frames).toBe(1);
    expect((await sharp(file('large', 'webp'), { pages: -1 }).metadata()).pages).toBeUndefined();
  });

  it('has the orientation of its pixels, whatever its EXIF says', async () => {
    const webp = await animation(3, { width: 60, height: 40 }).webp().toBuffer();
    const turned = await sharp(webp, { animated: true }).withMetadata({ orientation: 6 }).webp().toBuffer();
    const { pixels } = await rendered(turned);
    expect(pixels).toMatchObject({ width: 60, height: 40, frames: 3 });
  });
});

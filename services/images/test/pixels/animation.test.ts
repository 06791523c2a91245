import sharp from 'sharp';
import { animation, BLUE, GREEN, meanColour, RED } from '../pictures.ts';
import { rendered } from './rendered.ts';

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

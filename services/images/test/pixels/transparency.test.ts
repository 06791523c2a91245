import sharp from 'sharp';
import { drawn, meanColour, plain } from '../pictures.ts';
import { rendered } from './rendered.ts';

const OPTIONS = {
  png: {},
  gif: {},
  tiff: { compression: 'lzw' },
  webp: { quality: 95 },
  avif: { quality: 95 },
} as const;

/** Blue, half of it transparent. */
const halfThere = (format: keyof typeof OPTIONS) =>
  drawn(200, 100, (x) => [20, 40, 200, x < 100 ? 255 : 0])
    .toFormat(format, OPTIONS[format])
    .toBuffer();

describe('transparency', () => {
  it.each(['png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'of %s is kept in WebP, and is white in JPEG',
    async (format) => {
      const { file } = await rendered(await halfThere(format));
      const right = { left: 120, top: 20, width: 60, height: 60 };
      expect((await meanColour(file('large', 'webp'), right))[3]).toBe(0);
      expect(await meanColour(file('large', 'jpeg'), right)).toEqual([255, 255, 255]);
      expect((await sharp(file('large', 'jpeg')).metadata()).hasAlpha).toBe(false);
      const [, , blue, alpha] = await meanColour(file('large', 'webp'), { ...right, left: 20 });
      expect(blue).toBeGreaterThan(185);
      expect(alpha).toBe(255);
    },
  );

  it('leaves no dark seam where a picture is made smaller: colour under nothing counts for nothing', async () => {
    const black = await drawn(800, 400, (x) => (x < 400 ? [255, 255, 255, 255] : [0, 0, 0, 0]))
      .png()
      .toBuffer();
    const { file } = await rendered(black);
    const { channels } = await sharp(
      await sharp(file('small', 'jpeg')).extract({ left: 200, top: 0, width: 80, height: 240 }).png().toBuffer(),
    ).stats();
    expect(channels[0]?.min).toBeGreaterThan(245);
  });

  it('that hides nothing is left out', async () => {
    const { file } = await rendered(await plain(64, 64, [10, 20, 30, 255]).png().toBuffer());
    expect((await sharp(file('large', 'webp')).metadata()).hasAlpha).toBe(false);
  });

  it('of a picture that has nothing but it ends as white, with a placeholder', async () => {
    const { pixels, file } = await rendered(await plain(64, 64, [10, 20, 30, 0]).png().toBuffer());
    expect(pixels.colour).toBe('#ffffff');
    expect(await meanColour(file('small', 'jpeg'), { left: 0, top: 0, width: 64, height: 64 })).toEqual([
      255, 255, 255,
    ]);
  });
});

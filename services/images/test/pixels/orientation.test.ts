import sharp from 'sharp';
import { inspect } from '../../src/pixels/inspect.ts';
import { BLUE, GREEN, meanColour, quarters, RED, SAND } from '../pictures.ts';
import { rendered } from './rendered.ts';

/** How upright pixels are turned clockwise, and mirrored after that, so that each EXIF orientation undoes it (EXIF 3.0, section 4.6.5.1). */
const STORED = [
  [1, 0, false],
  [2, 0, true],
  [3, 180, false],
  [4, 180, true],
  [5, 90, true],
  [6, 270, false],
  [7, 270, true],
  [8, 90, false],
] as const;

describe('orientation', () => {
  it.each(STORED)(
    '%i of EXIF is applied to every rendition, and told nowhere',
    async (orientation, angle, mirrored) => {
      // Prepare: in two steps, since sharp mirrors before it turns
      const rotated = await sharp(await quarters(600, 400).png().toBuffer())
        .rotate(angle)
        .png()
        .toBuffer();
      const turned = await sharp(rotated).flop(mirrored).png().toBuffer();
      const jpeg = await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
      // Act
      const { pixels, files } = await rendered(jpeg);
      // Assess
      expect(pixels).toMatchObject({ width: 600, height: 400 });
      expect(pixels.renditions.map(({ width, height }) => [width, height]).slice(0, 3)).toEqual([
        [600, 400],
        [600, 400],
        [480, 320],
      ]);
      for (const { name, data, width, height } of files) {
        const at = (across: number, down: number) =>
          meanColour(data, { left: Math.floor(width * across), top: Math.floor(height * down), width: 8, height: 8 });
        const corners = [await at(0.1, 0.1), await at(0.85, 0.1), await at(0.1, 0.85), await at(0.85, 0.85)];
        // The thumb is a part of the picture.
        if (name === 'thumb') continue;
        for (const [index, colour] of [RED, GREEN, BLUE, SAND].entries()) {
          expect(
            Math.max(...colour.map((value, channel) => Math.abs(value - (corners[index]?.[channel] ?? 999)))),
          ).toBeLessThan(12);
        }
        expect((await sharp(data).metadata()).orientation).toBeUndefined();
      }
    },
  );

  it('that does not exist is none', async () => {
    const jpeg = await quarters()
      .withExif({ IFD0: { Orientation: '9' } })
      .jpeg()
      .toBuffer();
    expect(await inspect(jpeg)).toMatchObject({ width: 120, height: 80 });
  });
});

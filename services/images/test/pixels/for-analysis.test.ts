import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { forAnalysis } from '../../src/pixels/for-analysis.ts';
import { meanColour, plain, quarters, RED } from '../pictures.ts';

const sizeOf = async (file: Buffer) => {
  const { format, width, height } = await sharp(await forAnalysis(file)).metadata();
  return [format, width, height];
};

describe('the picture that recognition is shown', () => {
  it('is a JPEG of at most 1600 pixels', async () => {
    expect(await sizeOf(await plain(2400, 1200).png().toBuffer())).toEqual(['jpeg', 1600, 800]);
    expect(await sizeOf(await plain(300, 200).webp().toBuffer())).toEqual(['jpeg', 300, 200]);
  });

  it.each([
    ['1x1', 1, 1, 80, 80],
    ['a line', 30_000, 1, 1600, 80],
    ['a narrow column', 79, 500, 80, 500],
  ])('has at least the 80 pixels a side that the service wants: %s', async (_, width, height, wide, high) => {
    const file = await plain(width, height).png().toBuffer();
    expect(await sizeOf(file)).toEqual(['jpeg', wide, high]);
  });

  it('has a white edge beside what is too narrow, and the picture itself as it was', async () => {
    const shown = await forAnalysis(await plain(40, 100).png().toBuffer());
    const { data, info } = await sharp(shown).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number) => [...data.subarray((50 * info.width + x) * 3, (50 * info.width + x) * 3 + 3)];
    expect(at(70)).toEqual([255, 255, 255]);
    for (const [channel, value] of at(10).entries()) expect(Math.abs(value - (RED[channel] ?? 0))).toBeLessThan(8);
  });

  it('is less than 5 MiB even of noise', async () => {
    const noise = sharp(randomBytes(1600 * 1600 * 3), { raw: { width: 1600, height: 1600, channels: 3 } });
    const shown = await forAnalysis(await noise.png().toBuffer());
    expect(shown.length).toBeLessThan(5 * 1024 * 1024);
  });

  it('is upright, and holds nothing that the camera has noted', async () => {
    const lying = await quarters().rotate(-90).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const shown = await sharp(await forAnalysis(lying)).metadata();
    expect([shown.width, shown.height]).toEqual([120, 80]);
    expect([shown.exif, shown.orientation]).toEqual([undefined, undefined]);
  });

  it('is on white where it is transparent', async () => {
    const shown = await forAnalysis(await plain(100, 100, [0, 0, 0, 0]).png().toBuffer());
    expect(await meanColour(shown, { left: 0, top: 0, width: 100, height: 100 })).toEqual([255, 255, 255]);
  });

  it('is refused when it is none', async () => {
    await expect(forAnalysis(Buffer.from('<svg/>'))).rejects.toMatchObject({ code: 'not-a-picture' });
  });
});

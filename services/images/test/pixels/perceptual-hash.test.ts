import { distance } from '../../src/domain/likeness.ts';
import { perceptualHash } from '../../src/pixels/perceptual-hash.ts';
import { animation, photograph, plain } from '../pictures.ts';

const png = async (seed: number) => photograph(600, 400, seed).png().toBuffer();

describe('the perceptual hash', () => {
  it.each([
    ['encoded anew as a poor JPEG', async () => photograph(600, 400, 1).jpeg({ quality: 30 }).toBuffer()],
    ['encoded anew as WebP', async () => photograph(600, 400, 1).webp({ quality: 60 }).toBuffer()],
    ['scaled to a fifth', async () => photograph(600, 400, 1).resize(120).jpeg().toBuffer()],
    ['a little brighter', async () => photograph(600, 400, 1).linear(1.1, 5).jpeg().toBuffer()],
    ['encoded anew as AVIF', async () => photograph(600, 400, 1).avif().toBuffer()],
    ['encoded anew as GIF', async () => photograph(600, 400, 1).gif().toBuffer()],
    ['at twice its size', async () => photograph(600, 400, 1).resize(1200).jpeg().toBuffer()],
    ['more colourful', async () => photograph(600, 400, 1).modulate({ saturation: 1.2, hue: 5 }).png().toBuffer()],
    ['in grey', async () => photograph(600, 400, 1).greyscale().jpeg().toBuffer()],
  ])('stays within seven bits for the same picture %s', async (_, again) => {
    const [hash, other] = await Promise.all([png(1), again()].map(async (file) => perceptualHash(await file)));
    expect(distance(hash ?? '', other ?? '')).toBeLessThanOrEqual(7);
  });

  it('is far apart for different pictures', async () => {
    const hashes = await Promise.all([1, 2, 3, 4, 5, 6].map(async (seed) => perceptualHash(await png(seed))));
    const distances = hashes.flatMap((one, at) => hashes.slice(at + 1).map((other) => distance(one, other)));
    expect(Math.min(...distances)).toBeGreaterThan(7);
  });

  it('is that of the picture as it is seen, upright', async () => {
    const lying = photograph(600, 400, 1).rotate(-90).jpeg();
    const [upright, noted, asItLies] = await Promise.all([
      perceptualHash(await png(1)),
      perceptualHash(await lying.clone().withMetadata({ orientation: 6 }).toBuffer()),
      perceptualHash(await lying.clone().toBuffer()),
    ]);
    expect(distance(upright, noted)).toBeLessThanOrEqual(7);
    expect(distance(upright, asItLies)).toBeGreaterThan(7);
  });

  it('is nothing for a plain picture, of whatever colour', async () => {
    const files = await Promise.all([plain(50, 50).png().toBuffer(), plain(1, 1, [1, 2, 3]).png().toBuffer()]);
    expect(await Promise.all(files.map(perceptualHash))).toEqual(['0'.repeat(16), '0'.repeat(16)]);
  });

  it('is that of the first frame of an animation', async () => {
    const roll = { width: 90, height: 60 };
    const [moving, still] = await Promise.all(
      [animation(4, roll), animation(1, roll)].map(async (each) => each.gif().toBuffer()),
    );
    expect(await perceptualHash(moving ?? Buffer.of())).toBe(await perceptualHash(still ?? Buffer.of()));
  });
});

import { distance } from '../../src/domain/likeness.ts';
import { perceptualHash } from '../../src/pixels/perceptual-hash.ts';
import { photograph, plain, quarters } from '../pictures.ts';

const png = async (seed: number) => photograph(600, 400, seed).png().toBuffer();

describe('the perceptual hash', () => {
  it.each([
    ['encoded anew as a poor JPEG', async () => photograph(600, 400, 1).jpeg({ quality: 30 }).toBuffer()],
    ['encoded anew as WebP', async () => photograph(600, 400, 1).webp({ quality: 60 }).toBuffer()],
    ['scaled to a fifth', async () => photograph(600, 400, 1).resize(120).jpeg().toBuffer()],
    ['a little brighter', async () => photograph(600, 400, 1).linear(1.1, 5).jpeg().toBuffer()],
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
    const upright = await quarters().png().toBuffer();
    const lying = await quarters().rotate(-90).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(distance(await perceptualHash(upright), await perceptualHash(lying))).toBeLessThanOrEqual(7);
  });

  it('is nothing for a plain picture, of whatever colour', async () => {
    const files = await Promise.all([plain(50, 50).png().toBuffer(), plain(1, 1, [1, 2, 3]).png().toBuffer()]);
    expect(await Promise.all(files.map(perceptualHash))).toEqual(['0'.repeat(16), '0'.repeat(16)]);
  });
});

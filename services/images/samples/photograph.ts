import sharp from 'sharp';
import { scene } from './scene.ts';

/** Edges of the grids of light and shade, in parts of the picture's long edge, and how much each one changes of 255. */
const OCTAVES = [
  [1 / 8, 12],
  [1 / 32, 10],
  [1 / 128, 9],
  [1 / 512, 8],
] as const;

/** Of 255: what a small sensor adds in the evening. */
const GRAIN = 7;

/**
 * The scene as a camera would have it: with unevenness of every size (a natural picture's spectrum falls with frequency, and never ends) and with grain,
 * so that encoders have as much to do as with a real one.
 * @returns 8 bits a channel, sRGB
 */
export async function photograph(
  width: number,
  height: number,
): Promise<{ data: Buffer; width: number; height: number }> {
  const drawn = await sharp(Buffer.from(scene(width, height)))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const longEdge = Math.max(width, height);
  const light = new Float32Array(width * height);
  for (const [index, [part, strength]] of OCTAVES.entries()) {
    const grid = { width: Math.ceil(width / (longEdge * part)) + 1, height: Math.ceil(height / (longEdge * part)) + 1 };
    const coarse = Buffer.from(noise(grid.width * grid.height, index + 1).map((value) => 128 + value * 127));
    const fine = await sharp(coarse, { raw: { ...grid, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    for (let at = 0; at < light.length; at++)
      light[at] = (light[at] ?? 0) + (((fine[at] ?? 128) - 128) / 127) * strength;
  }
  const grain = noise(width * height, OCTAVES.length + 1);
  for (let at = 0; at < drawn.length; at++) {
    const pixel = Math.floor(at / 3);
    const value = (drawn[at] ?? 0) + (light[pixel] ?? 0) + (grain[pixel] ?? 0) * GRAIN;
    drawn[at] = Math.max(0, Math.min(255, Math.round(value)));
  }
  return { data: drawn, width, height };
}

/** Numbers between -1 and 1, mostly near 0; the same for a seed every time. */
function noise(count: number, seed: number): Float32Array {
  let state = seed * 7919;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float32Array.from({ length: count }, () => (chance() + chance()) / 2);
}

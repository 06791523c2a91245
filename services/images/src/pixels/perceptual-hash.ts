import { decoding } from './decoder.ts';
import { inspect } from './inspect.ts';
import { opened } from './opened.ts';

/** The picture is looked at in 32 x 32 grey pixels, and the 8 x 8 lowest frequencies of it are kept, without the mean. */
const EDGE = 32;
const LOWEST = 8;

/** Of a frequency, in grey levels: below it is the noise of encoding, not the picture. */
const LEAST = 0.5;

const COSINES = Array.from({ length: LOWEST }, (_, frequency) =>
  Float64Array.from({ length: EDGE }, (__, at) => Math.cos((Math.PI / EDGE) * (frequency + 1) * (at + 0.5))),
);

/**
 * A hash that stays nearly the same when the picture is encoded anew, scaled or slightly changed in colour (`domain/likeness.ts` compares): the signs
 * of low frequencies of the cosine transform, over their median (Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010).
 * Of an animation the first frame counts; a transparent picture is on white.
 * @returns 16 hexadecimal digits; all 0 when the picture has no structure
 * @throws Unacceptable when the file is no picture
 */
export async function perceptualHash(bytes: Buffer): Promise<string> {
  const header = await inspect(bytes);
  const grey = await decoding(async () =>
    (await opened(bytes, header))
      .resize(EDGE, EDGE, { fit: 'fill', kernel: 'mitchell' })
      .flatten({ background: 'white' })
      .greyscale()
      .raw({ depth: 'uchar' })
      .toBuffer(),
  );
  const frequencies = COSINES.flatMap((vertical) => COSINES.map((horizontal) => strength(grey, vertical, horizontal)));
  if (frequencies.every((value) => Math.abs(value) < LEAST)) return '0'.repeat(16);
  const sorted = frequencies.toSorted((a, b) => a - b);
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  const bits = frequencies.map((value) => (value > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** Mean grey levels, times two, of one frequency in both directions. */
function strength(grey: Buffer, vertical: Float64Array, horizontal: Float64Array): number {
  let sum = 0;
  for (let y = 0; y < EDGE; y++) {
    for (let x = 0; x < EDGE; x++) sum += (grey[y * EDGE + x] ?? 0) * (vertical[y] ?? 0) * (horizontal[x] ?? 0);
  }
  return (2 * sum) / (EDGE * EDGE);
}

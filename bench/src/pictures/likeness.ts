import sharp, { type Sharp } from 'sharp';

const EDGE = 8;
/** Constants of SSIM for 8 bits (Wang et al., Image Quality Assessment, 2004). */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** How alike two pictures of one size are. */
export interface Likeness {
  /** Decibels, over all channels; 40 and more is hard to see. */
  readonly psnr: number;
  /** Structural similarity of the luminance, mean of windows of 8 x 8 pixels; 1 is the same. */
  readonly ssim: number;
}

/** @param reference the size of `file`, as raw sRGB of three channels */
export async function likeness(file: string, reference: Buffer): Promise<Likeness> {
  const { data, info } = await rgb(sharp(file)).toBuffer({ resolveWithObject: true });
  if (data.length !== reference.length) throw new RangeError(`${file} has another size than its reference`);
  let squares = 0;
  for (let at = 0; at < data.length; at++) squares += ((data[at] ?? 0) - (reference[at] ?? 0)) ** 2;
  return {
    psnr: 10 * Math.log10(255 ** 2 / (squares / data.length)),
    ssim: ssim(luminance(data), luminance(reference), info.width, info.height),
  };
}

/** What the renditions should look like: the file decoded in full, and scaled with Lanczos to exactly this size. */
export async function referenceOf(picture: string, width: number, height: number): Promise<Buffer> {
  return rgb(
    sharp(await sharp(picture).png({ compressionLevel: 0 }).toBuffer()).resize(width, height, { fit: 'fill' }),
  ).toBuffer();
}

const rgb = (picture: Sharp) => picture.removeAlpha().toColourspace('srgb').raw();

/** ITU-R BT.601 */
function luminance(pixels: Buffer): Float32Array {
  return Float32Array.from({ length: pixels.length / 3 }, (_, pixel) => {
    const at = pixel * 3;
    return 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
  });
}

function ssim(one: Float32Array, other: Float32Array, width: number, height: number): number {
  let sum = 0;
  let windows = 0;
  for (let top = 0; top + EDGE <= height; top += EDGE / 2) {
    for (let left = 0; left + EDGE <= width; left += EDGE / 2) {
      sum += ofWindow(one, other, width, top * width + left);
      windows += 1;
    }
  }
  return sum / windows;
}

function ofWindow(one: Float32Array, other: Float32Array, width: number, start: number): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = 0; y < EDGE; y++) {
    for (let at = start + y * width; at < start + y * width + EDGE; at++) {
      const [p, q] = [one[at] ?? 0, other[at] ?? 0];
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const count = EDGE * EDGE;
  const [meanA, meanB] = [a / count, b / count];
  const [varianceA, varianceB] = [aa / count - meanA ** 2, bb / count - meanB ** 2];
  const covariance = ab / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA ** 2 + meanB ** 2 + C1) * (varianceA + varianceB + C2))
  );
}

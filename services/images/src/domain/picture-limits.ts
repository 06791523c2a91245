import type { PictureType } from './picture-type.ts';

/**
 * Pixels of one picture, or of one frame of an animated one. AVIF is decoded as a whole, with 18 bytes a pixel: half as many fit in the function's memory.
 */
export function mostPixels(type: PictureType): number {
  return type === 'avif' ? 50_000_000 : 100_000_000;
}

/** Pixels of a side: what JPEG and GIF can express. One row of it still fits in memory many times. */
export const LONGEST_SIDE = 65_535;

/** Frames of an animation; what is after them is left out. */
const MOST_FRAMES = 100;

/**
 * Pixels of all frames of an animation together, as the file has them and as the largest rendition has them. They bound the time
 * that it takes to draw and to encode them, and the second the memory, of which each needs four bytes.
 */
const MOST_ANIMATED_PIXELS = 200_000_000;
const MOST_ANIMATED_RENDITION_PIXELS = 30_000_000;

/**
 * How many of an animation's frames are kept: the leading ones that fit the bounds, at least the first.
 * @param frames of the file, at least 1
 * @param pixels of a frame
 * @param renditionPixels of a frame in the largest rendition
 */
export function framesKept({
  frames,
  pixels,
  renditionPixels,
}: {
  frames: number;
  pixels: number;
  renditionPixels: number;
}): number {
  const fitting = Math.min(
    MOST_FRAMES,
    Math.floor(MOST_ANIMATED_PIXELS / pixels),
    Math.floor(MOST_ANIMATED_RENDITION_PIXELS / renditionPixels),
  );
  return Math.max(1, Math.min(frames, fitting));
}

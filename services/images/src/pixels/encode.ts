import type { Sharp } from 'sharp';
import type { RenditionFormat } from '../domain/renditions.ts';
import { firstFrame, pipeline, type Raster } from './raster.ts';

/** Milliseconds of a frame, and rounds of an animation. */
const MOST = 65_535;

/** How an animation is played. */
export interface Playing {
  /** Milliseconds, a frame each. */
  readonly delays: readonly number[];
  /** 0 is for ever. */
  readonly loop: number;
}

/**
 * One file, in which nothing is but pixels: no EXIF, no XMP, no colour profile, since sRGB is what every viewer takes for granted. JPEG and AVIF
 * show the first frame of an animation, and JPEG is on white where the picture is transparent.
 */
export function encode(raster: Raster, format: RenditionFormat, playing: Playing): Promise<Buffer> {
  return ENCODERS[format](raster, playing).toBuffer();
}

/** Qualities at which the three look alike; efforts by measured bytes against time (docs/performance.md, Pictures). */
const ENCODERS: Readonly<Record<RenditionFormat, (raster: Raster, playing: Playing) => Sharp>> = {
  webp: (raster, { delays, loop }) => {
    const delay = delays.slice(0, raster.frames).map(bounded);
    // sharp wants no empty list.
    const animation = raster.frames > 1 && { loop: bounded(loop), ...(delay.length > 0 && { delay }) };
    return pipeline(raster).webp({ quality: 80, effort: 2, ...animation });
  },
  jpeg: (raster) =>
    pipeline(firstFrame(raster)).flatten({ background: 'white' }).jpeg({ quality: 80, quantisationTable: 3 }),
  avif: (raster) => pipeline(firstFrame(raster)).avif({ quality: 60, effort: 1, chromaSubsampling: '4:2:0' }),
};

/**
 * The next number that sharp takes as a delay or a loop (https://sharp.pixelplumbing.com/api-output#webp). Files say more: a frame of a GIF is shown for up
 * to 655,350 ms, one of a WebP for 16,777,215, and a GIF is played up to 65,536 times.
 */
function bounded(value: number): number {
  return Math.min(MOST, Math.max(0, Math.trunc(value) || 0));
}

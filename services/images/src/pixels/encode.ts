import type { Sharp } from 'sharp';
import type { RenditionFormat } from '../domain/renditions.ts';
import { firstFrame, pipeline, type Raster } from './raster.ts';

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
    const animation = raster.frames > 1 && { delay: delays.slice(0, raster.frames), loop };
    return pipeline(raster).webp({ quality: 80, effort: 2, ...animation });
  },
  jpeg: (raster) =>
    pipeline(firstFrame(raster)).flatten({ background: 'white' }).jpeg({ quality: 80, quantisationTable: 3 }),
  avif: (raster) => pipeline(firstFrame(raster)).avif({ quality: 60, effort: 1, chromaSubsampling: '4:2:0' }),
};

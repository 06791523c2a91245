import sharp, { type Sharp } from 'sharp';

/** Decoded pixels: upright, sRGB, 8 bits a channel, the frames of an animation below each other. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  /** Of one frame. */
  readonly height: number;
  /** 4 with alpha, which is not premultiplied. */
  readonly channels: 3 | 4;
  readonly frames: number;
}

/** A pipeline that starts with the pixels; they are not copied. */
export function pipeline({ data, width, height, channels, frames }: Raster): Sharp {
  return sharp(data, {
    raw: { width, height: height * frames, channels, ...(frames > 1 && { pageHeight: height }) },
    animated: frames > 1,
    limitInputPixels: false,
  });
}

/** Ends a pipeline with what a raster holds. */
export function srgb(work: Sharp): Sharp {
  return work.toColourspace('srgb').raw({ depth: 'uchar' });
}

/** Runs a pipeline of so many frames to its end. */
export async function rasterOf(work: Sharp, frames = 1): Promise<Raster> {
  const { data, info } = await srgb(work).toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) throw new TypeError(`sRGB with ${info.channels} channels`);
  return { data, width: info.width, height: info.height / frames, channels: info.channels, frames };
}

/** The first frame alone. */
export function firstFrame(raster: Raster): Raster {
  const { data, width, height, channels } = raster;
  return { ...raster, data: data.subarray(0, width * height * channels), frames: 1 };
}

/** The same, its long edge at most so long. What is small enough already is handed back as it is. */
export async function shrunk(raster: Raster, longEdge: number): Promise<Raster> {
  if (Math.max(raster.width, raster.height) <= longEdge) return raster;
  return rasterOf(pipeline(raster).resize(longEdge, longEdge, { fit: 'inside' }), raster.frames);
}

/** The same, without an alpha channel that hides nothing: screenshots and GIFs have it, and it costs time in every step. Done in place: the raster is used up. */
export function withoutIdleAlpha(raster: Raster): Raster {
  const { data, channels } = raster;
  if (channels === 3) return raster;
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return raster;
  const pixels = data.length / 4;
  for (let pixel = 1; pixel < pixels; pixel++) {
    data[pixel * 3] = data[pixel * 4] ?? 0;
    data[pixel * 3 + 1] = data[pixel * 4 + 1] ?? 0;
    data[pixel * 3 + 2] = data[pixel * 4 + 2] ?? 0;
  }
  return { ...raster, data: data.subarray(0, pixels * 3), channels: 3 };
}

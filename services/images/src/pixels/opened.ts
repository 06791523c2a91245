import type { Sharp } from 'sharp';
import { decoder } from './decoder.ts';
import type { Header } from './inspect.ts';
import { pipeline, type Raster, srgb } from './raster.ts';

/**
 * A pipeline that starts with the picture that is in the file. Channels of a TIFF that are no part of it go first: libvips takes the last of them for alpha
 * when it scales, so that what is outside of a selection would become black. For that the picture is in memory in its full size.
 */
export async function opened(
  bytes: Buffer,
  { channelsKept, deepWithProfile }: Pick<Header, 'channelsKept' | 'deepWithProfile'>,
  pages = 1,
): Promise<Sharp> {
  const file = decoder(bytes, { pages });
  if (channelsKept === undefined) return file;
  const work = deepWithProfile ? file.withIccProfile('srgb', { attach: false }) : file;
  const { data, info } = await srgb(work).toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixels = leading(data, { channels: info.channels, kept: channelsKept });
  return pipeline({ data: pixels, width, height, channels: channelsKept, frames: 1 } satisfies Raster);
}

/** The first channels of each pixel. Done in place: the data is used up. */
function leading(data: Buffer, { channels, kept }: { channels: number; kept: number }): Buffer {
  let to = 0;
  for (let from = 0; from < data.length; from += channels) {
    for (let channel = 0; channel < kept; channel++) data[to++] = data[from + channel] ?? 0;
  }
  return data.subarray(0, to);
}

import type { Pixels, Rendition } from '../domain/image.ts';
import { LONG_EDGES, RENDITION_NAMES, type RenditionFormat, type RenditionName } from '../domain/renditions.ts';
import { decode } from './decode.ts';
import { encode, type Playing } from './encode.ts';
import { inspect } from './inspect.ts';
import { placeholder } from './placeholder.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type Raster, shrunk } from './raster.ts';
import { thumb } from './thumb.ts';

/** One rendition in one format. */
export interface RenderedFile {
  readonly name: RenditionName;
  readonly format: RenditionFormat;
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/**
 * Makes every rendition of a picture by decoding it once: the largest from the file, each smaller one from the pixels of the one before.
 * @param bytes the file as it was uploaded
 * @param options.avif whether there is to be an AVIF of each rendition, beside WebP and JPEG
 * @param store takes each file as soon as it is encoded, and while the next one is encoded; one at a time. When it rejects, so does `render`.
 * @returns what is known of the picture now
 * @throws Unacceptable when the file will never become a picture
 */
export async function render(
  bytes: Buffer,
  { avif }: { avif: boolean },
  store: (file: RenderedFile) => Promise<void>,
  decodeOnce = decode,
): Promise<Pixels> {
  const header = await inspect(bytes);
  const formats: readonly RenditionFormat[] = avif ? ['webp', 'jpeg', 'avif'] : ['webp', 'jpeg'];

  const large = await decodeOnce(bytes, header);
  const medium = await shrunk(large, LONG_EDGES.medium);
  const small = await shrunk(medium, LONG_EDGES.small);
  const rasters: Readonly<Record<RenditionName, Raster>> = {
    large,
    medium,
    small,
    thumb: await thumb([large, medium, small]),
  };

  const encoded = once(header);
  const storing = oneAtATime(store);
  const renditions: Rendition[] = [];
  for (const name of RENDITION_NAMES) {
    const { width, height } = rasters[name];
    const sizes: { format: RenditionFormat; bytes: number }[] = [];
    for (const format of formats) {
      const data = await encoded(rasters[name], format);
      await storing.next({ name, format, width, height, data });
      sizes.push({ format, bytes: data.length });
    }
    renditions.push({ name, width, height, formats: sizes });
  }
  await storing.end();

  const { type: format, width, height } = header;
  return { format, width, height, frames: large.frames, ...(await placeholder(small)), renditions };
}

/** A small picture is the same pixels in several renditions: they are encoded once. */
function once(playing: Playing): (raster: Raster, format: RenditionFormat) => Promise<Buffer> {
  const files = new Map<Raster, Map<RenditionFormat, Promise<Buffer>>>();
  return (raster, format) => {
    const made = files.get(raster) ?? new Map<RenditionFormat, Promise<Buffer>>();
    files.set(raster, made);
    const file = made.get(format) ?? encode(raster, format, playing);
    made.set(format, file);
    return file;
  };
}

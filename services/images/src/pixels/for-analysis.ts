import { contactSheet, sheetFor } from './contact-sheet.ts';
import { decoding } from './decoder.ts';
import { framesShown } from './frames-shown.ts';
import { type Header, inspect } from './inspect.ts';
import { opened } from './opened.ts';
import { pipeline, type Raster, rasterOf } from './raster.ts';

/** Pixels: more do not help Rekognition to see, which wants faces and text of some 40 pixels. https://docs.aws.amazon.com/rekognition/latest/dg/recommendations-facial-input-images.html */
const LONG_EDGE = 1600;

/** Pixels of a side that Rekognition wants at least: what is narrower gets a white edge. https://docs.aws.amazon.com/rekognition/latest/dg/limits.html */
const SHORTEST = 80;

/** Bytes that Rekognition takes in a request. https://docs.aws.amazon.com/rekognition/latest/dg/limits.html */
const MOST_BYTES = 5 * 1024 * 1024;

/** Tried in this order until one fits; at 40 not even noise needs two bits a pixel. */
const QUALITIES = [85, 60, 40];

/**
 * The picture as it is shown to Rekognition: an upright JPEG in sRGB without metadata, on white, a side of 80 to 1600 pixels, less than 5 MiB. Of an animation it has
 * up to nine frames, from the first that is shown to the last, beside and below each other.
 * @throws Unacceptable when the file is no picture
 */
export async function forAnalysis(bytes: Buffer): Promise<Buffer> {
  const header = await inspect(bytes);
  const frames = framesShown(header);
  const raster = await decoding(async () =>
    frames > 1 ? sheetOf(bytes, { ...header, frames }) : still(bytes, header),
  );
  const edge = {
    right: Math.max(0, SHORTEST - raster.width),
    bottom: Math.max(0, SHORTEST - raster.height),
    background: 'white',
  };
  for (const quality of QUALITIES) {
    const encoded = await pipeline(raster).extend(edge).jpeg({ quality }).toBuffer();
    if (encoded.length < MOST_BYTES) return encoded;
  }
  throw new RangeError(`A picture of ${raster.width}x${raster.height} has no JPEG of less than ${MOST_BYTES} bytes`);
}

async function still(bytes: Buffer, header: Header): Promise<Raster> {
  const size = { width: LONG_EDGE, height: LONG_EDGE, fit: 'inside', withoutEnlargement: true } as const;
  return rasterOf((await opened(bytes, header)).resize(size).flatten({ background: 'white' }));
}

/** All frames up to the last are decoded, since each is drawn over the one before: the bounds are those of the renditions, and they are smaller here. */
async function sheetOf(bytes: Buffer, header: Header): Promise<Raster> {
  const sheet = sheetFor(header, LONG_EDGE);
  const { width, height } = sheet;
  const work = (await opened(bytes, header, header.frames)).resize({ width, height, fit: 'fill' });
  return contactSheet(await rasterOf(work.flatten({ background: 'white' }), header.frames), sheet);
}

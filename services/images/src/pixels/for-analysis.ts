import { decoding } from './decoder.ts';
import { inspect } from './inspect.ts';
import { opened } from './opened.ts';
import { pipeline, rasterOf } from './raster.ts';

/** Pixels: more do not help Rekognition to see, which wants faces and text of some 40 pixels. https://docs.aws.amazon.com/rekognition/latest/dg/recommendations-facial-input-images.html */
const LONG_EDGE = 1600;

/** Pixels of a side that Rekognition wants at least: what is narrower gets a white edge. https://docs.aws.amazon.com/rekognition/latest/dg/limits.html */
const SHORTEST = 80;

/** Bytes that Rekognition takes in a request. https://docs.aws.amazon.com/rekognition/latest/dg/limits.html */
const MOST_BYTES = 5 * 1024 * 1024;

/** Tried in this order until one fits; at 40 not even noise needs two bits a pixel. */
const QUALITIES = [85, 60, 40];

/**
 * The picture as it is shown to Rekognition: an upright JPEG in sRGB without metadata, on white, its first frame, a side of 80 to 1600 pixels, less than 5 MiB.
 * @throws Unacceptable when the file is no picture
 */
export async function forAnalysis(bytes: Buffer): Promise<Buffer> {
  const header = await inspect(bytes);
  const size = { width: LONG_EDGE, height: LONG_EDGE, fit: 'inside', withoutEnlargement: true } as const;
  const raster = await decoding(async () =>
    rasterOf((await opened(bytes, header)).resize(size).flatten({ background: 'white' })),
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

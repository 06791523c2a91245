import { rgbaToThumbHash } from 'thumbhash';
import { dominantColour } from '../domain/dominant-colour.ts';
import { firstFrame, pipeline, type Raster } from './raster.ts';

/** Pixels of the long edge: the hash holds 7 frequencies at most, and takes the time of all pixels (35 ms for the 100 that it takes at most, 10 for these). */
const LONG_EDGE = 32;

/** What is shown in a picture's place until it is there. */
export interface Placeholder {
  /** `#rrggbb` */
  readonly colour: string;
  /** Base64 of about 25 bytes: a blurred picture (https://evanw.github.io/thumbhash). */
  readonly thumbHash: string;
}

/** Of the first frame. */
export async function placeholder(raster: Raster): Promise<Placeholder> {
  const { data, info } = await pipeline(firstFrame(raster))
    .resize(LONG_EDGE, LONG_EDGE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const hash = rgbaToThumbHash(info.width, info.height, data);
  return { colour: dominantColour(data), thumbHash: Buffer.from(hash).toString('base64') };
}

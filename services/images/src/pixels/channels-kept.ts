import type { Metadata } from 'sharp';
import { readExif } from './exif.ts';

/** TIFF 6.0, section 18: what each channel after the colours is. 0 is none that is shown: Photoshop saves selections so. */
const EXTRA_SAMPLES = 0x01_52;
const NOT_SHOWN = 0;

/** Channels of colour; elsewhere three. */
const COLOURS: Readonly<Record<string, number>> = { 'b-w': 1, grey16: 1, cmyk: 4 };

/**
 * How many channels of a TIFF are the picture, once it is sRGB: 3, or 4 when the first channel after the colours is alpha, or is not told to be something else.
 * @returns undefined when the file has no others: it can be decoded as it is
 */
export function channelsKept(
  tiff: Buffer,
  { space, channels }: Pick<Metadata, 'space' | 'channels'>,
): 3 | 4 | undefined {
  const extra = channels - (COLOURS[space] ?? 3);
  const alpha = readExif(tiff).image.get(EXTRA_SAMPLES)?.[0] !== NOT_SHOWN;
  if (extra < 1 || (extra === 1 && alpha)) return undefined;
  return alpha ? 4 : 3;
}

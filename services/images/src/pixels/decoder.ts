import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { Unacceptable } from '../domain/unacceptable.ts';

/** Seconds for decoding a file: half of what the function has. An honest file takes less than a third of it (docs/performance.md, Pictures). */
const LONGEST = 30;

// Of libvips' readers only those of the accepted kinds: what slips through a check of ours meets no reader of SVG, PDF or camera files.
// https://sharp.pixelplumbing.com/api-utility#block
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});
/** Photoshop has 56 at most. sharp's own limit is 5, which CMYK with two selections is over. */
const MOST_CHANNELS = 64;

// No picture is met twice, so that a cache of operations is memory for nothing.
sharp.cache(false);

/**
 * A pipeline that starts with the file, upright. Errors in the data end it (a missing end among them), where a mere warning does not:
 * phones write JPEGs that libjpeg warns of, and every viewer shows. Whoever decodes has looked at the limits before (`inspect`).
 * @param longest whole seconds that the pipeline may take
 */
export function decoder(bytes: Buffer, options: Pick<SharpOptions, 'pages'> = {}, longest = LONGEST): Sharp {
  const frames = options.pages ?? 1;
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: false,
    limitInputChannels: MOST_CHANNELS,
    autoOrient: frames === 1,
    ...options,
  }).timeout({
    seconds: longest,
  });
}

/**
 * What libvips says of a file is the file's fault.
 * @throws Unacceptable
 * @throws TypeError when we are to blame
 * @throws Error when there was no memory: that may pass
 */
export async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    const said = cause instanceof Error ? cause.message : '';
    if (/out of memory/i.test(said)) throw cause;
    throw new Unacceptable(/^timeout|channel limit/.test(said) ? 'too-elaborate' : 'corrupt', { cause });
  }
}

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { photograph } from '../../../services/images/samples/photograph.ts';

/** Where the inputs are kept from run to run. */
const FOLDER = join(import.meta.dirname, '../../.pictures');

/** A 12-megapixel photograph, 4000 x 3000, as a camera stores it: JPEG of quality 90, 4:2:0. */
export async function twelve(): Promise<string> {
  return made('12.jpg', async (file) => {
    await (await lossless()).jpeg({ quality: 90 }).toFile(file);
  });
}

/** The same before it became a JPEG. */
export async function lossless(): Promise<Sharp> {
  const file = await made('12.png', async (path) => {
    const { data, width, height } = await photograph(4000, 3000);
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toFile(path);
  });
  return sharp(file);
}

const FIFTY = { width: 8000, height: 6250 };
/** Frames of an animation: 50 million pixels together. */
const WIDE = { frames: 25, width: 2000, height: 1000 };
const SMALL = { frames: 100, width: 1000, height: 500 };

/** Pictures of 50 megapixels, of every kind that memory may depend on. */
export const KINDS: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  'JPEG.jpg': async (file) => (await fifty()).jpeg({ quality: 90 }).toFile(file),
  'JPEG, to be turned by 90°.jpg': async (file) =>
    (await fifty()).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toFile(file),
  'JPEG, progressive.jpg': async (file) => (await fifty()).jpeg({ quality: 90, progressive: true }).toFile(file),
  'JPEG, progressive, 4:4:4.jpg': async (file) =>
    (await fifty()).jpeg({ quality: 90, progressive: true, chromaSubsampling: '4:4:4' }).toFile(file),
  'JPEG, CMYK.jpg': async (file) => (await fifty()).toColourspace('cmyk').jpeg({ quality: 90 }).toFile(file),
  'PNG.png': async (file) => (await fifty()).png({ compressionLevel: 1 }).toFile(file),
  'PNG, 16 bits, with alpha.png': async (file) =>
    (await fifty()).ensureAlpha(0.5).toColourspace('rgb16').png({ compressionLevel: 1 }).toFile(file),
  'PNG, interlaced.png': async (file) => (await fifty()).png({ compressionLevel: 1, progressive: true }).toFile(file),
  'PNG, 16 bits, with alpha, interlaced.png': async (file) =>
    (await fifty())
      .ensureAlpha(0.5)
      .toColourspace('rgb16')
      .png({ compressionLevel: 1, progressive: true })
      .toFile(file),
  'WebP.webp': async (file) => (await fifty()).webp({ effort: 0 }).toFile(file),
  'WebP, lossless.webp': async (file) => (await fifty()).webp({ effort: 0, lossless: true }).toFile(file),
  'GIF.gif': async (file) => (await fifty()).gif({ effort: 1, dither: 0 }).toFile(file),
  'TIFF, LZW.tiff': async (file) => (await fifty()).tiff({ compression: 'lzw' }).toFile(file),
  'AVIF.avif': async (file) => (await fifty()).avif({ effort: 0 }).toFile(file),
  'GIF, 25 frames of 2000 x 1000.gif': (file) =>
    animated(WIDE, (roll) => roll.gif({ effort: 1, dither: 0 }).toFile(file)),
  'WebP, 25 frames of 2000 x 1000.webp': (file) => animated(WIDE, (roll) => roll.webp({ effort: 0 }).toFile(file)),
  'GIF, 100 frames of 1000 x 500.gif': (file) =>
    animated(SMALL, (roll) => roll.gif({ effort: 1, dither: 0 }).toFile(file)),
};

/** The path of a kind's picture, which is made when it is not there. */
export const ofKind = (kind: string): Promise<string> =>
  made(kind, async (file) => {
    await KINDS[kind]?.(file);
  });

/** The photograph again and again. */
async function fifty(): Promise<Sharp> {
  const tile = await (await lossless()).toBuffer();
  const canvas = sharp({ create: { ...FIFTY, channels: 3, background: 'black' } }).composite([
    { input: tile, tile: true },
  ]);
  const { data, info } = await canvas.raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info });
}

/** A window that wanders over the photograph. */
async function animated(
  { frames, width, height }: { frames: number; width: number; height: number },
  write: (roll: Sharp) => Promise<unknown>,
): Promise<void> {
  const whole = await (await lossless()).toBuffer();
  const windows = [];
  for (let frame = 0; frame < frames; frame++) {
    windows.push(
      await sharp(whole)
        .extract({ left: frame * 10, top: frame * 10, width, height })
        .raw()
        .toBuffer(),
    );
  }
  const raw = { width, height: height * frames, channels: 3 as const, pageHeight: height };
  await write(sharp(Buffer.concat(windows), { raw }));
}

async function made(name: string, make: (file: string) => Promise<void>): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, name);
  if (!existsSync(file)) await make(file);
  return file;
}

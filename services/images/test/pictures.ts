import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Pictures made by code. They start with pixels, since the readers of other formats are blocked where `src/pixels/` is loaded. */

export type Rgb = readonly [red: number, green: number, blue: number];

export const RED: Rgb = [220, 30, 30];
export const GREEN: Rgb = [30, 160, 60];
export const BLUE: Rgb = [40, 60, 200];
export const SAND: Rgb = [220, 200, 150];

/** A pipeline of pixels, by a function of their place; several frames are below each other, as sharp takes and gives them. */
export function drawn(
  width: number,
  height: number,
  colourAt: (x: number, y: number, frame: number) => readonly number[],
  frames = 1,
): Sharp {
  const channels = colourAt(0, 0, 0).length as 1 | 2 | 3 | 4;
  const pixels = Buffer.alloc(width * height * frames * channels);
  for (let row = 0; row < height * frames; row++) {
    for (let x = 0; x < width; x++) {
      pixels.set(colourAt(x, row % height, Math.floor(row / height)), (row * width + x) * channels);
    }
  }
  const raw = { width, height: height * frames, channels, ...(frames > 1 && { pageHeight: height }) };
  return sharp(pixels, { raw, limitInputPixels: false });
}

/** One colour; of four numbers the last is alpha. */
export const plain = (width: number, height: number, colour: readonly number[] = RED): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: colour.length === 4 ? 4 : 3,
      background: { r: colour[0], g: colour[1], b: colour[2], alpha: (colour[3] ?? 255) / 255 },
    },
  });

/** Red top left, green top right, blue bottom left, sand bottom right: no two orientations of it are alike. */
export const quarters = (
  width = 120,
  height = 80,
  [one, two, three, four]: readonly Rgb[] = [RED, GREEN, BLUE, SAND],
): Sharp =>
  drawn(width, height, (x, y) => (y < height / 2 ? (x < width / 2 ? one : two) : x < width / 2 ? three : four) ?? RED);

/** Hills under a sky, with grain: as hard to encode, and as easy to recognise, as a photograph. The seed moves the hills. */
export function photograph(width: number, height: number, seed = 1): Sharp {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const hills = Array.from({ length: 4 }, () => ({
    waves: 3 + chance() * 15,
    phase: chance() * 6,
    top: 0.3 + chance() * 0.6,
  }));
  return drawn(width, height, (x, y) => {
    const [across, down] = [x / width, y / height];
    let depth = 0;
    for (const { waves, phase, top } of hills) if (down > top + 0.12 * Math.sin(waves * across + phase)) depth += 1;
    const light = 210 - 40 * depth - 50 * down + chance() * 16;
    return depth > 0 ? [light, light + 10, light - 30] : [light, light + 15, light + 25];
  });
}

/** Frames of one colour after the other, with a dot that moves, so that no two frames are equal and none is left out. */
export const animation = (frames: number, { width = 40, height = 30, colours = [RED, GREEN, BLUE] } = {}): Sharp =>
  drawn(
    width,
    height,
    (x, y, frame) =>
      x === frame % width && y === Math.floor(frame / width) % height ? SAND : (colours[frame % colours.length] ?? RED),
    frames,
  );

/** A PNG of any chunks; their checksums are right. */
export function png(...chunks: readonly (readonly [type: string, data: Uint8Array])[]): Buffer {
  const encoded = [...chunks, ['IEND', Buffer.alloc(0)] as const].map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...encoded]);
}

/** PNG (Third Edition), 11.2.1: greyscale of one bit a pixel unless told otherwise. */
export const ihdr = (width: number, height: number, { depth = 1, colour = 0, interlaced = false } = {}) =>
  [
    'IHDR',
    Buffer.concat([uint32(width), uint32(height), Buffer.from([depth, colour, 0, 0, interlaced ? 1 : 0])]),
  ] as const;

/** A small file of very many black pixels. */
export function bomb(width: number, height: number): Buffer {
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return png(ihdr(width, height), ['IDAT', deflateSync(rows, { level: 9 })]);
}

/** Puts a segment right after the start of a JPEG: `0xe1` is APP1 (EXIF, XMP), `0xe2` APP2 (ICC). */
export function withSegment(jpeg: Buffer, marker: number, data: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, data, jpeg.subarray(2)]);
}

/** Mean colour of a part of an encoded picture, as sRGB; of the first frame. */
export async function meanColour(
  file: Buffer,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Promise<number[]> {
  const { channels } = await sharp(await sharp(file).extract({ left, top, width, height }).png().toBuffer()).stats();
  return channels.map(({ mean }) => Math.round(mean));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

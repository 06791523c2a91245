/** What a channel after the colours is (TIFF 6.0, section 18). */
export const EXTRA = { unspecified: 0, alpha: 2 } as const;

/** How the colours are told (TIFF 6.0, section 8): TIFF's PhotometricInterpretation. */
export const COLOURS = { grey: 1, rgb: 2, inks: 5 } as const;

const TYPE = { short: 3, long: 4 } as const;

/**
 * An uncompressed TIFF of any number of channels, which sharp does not write with a channel that is not alpha.
 * @param sampleAt the channels of a pixel, 0 to 255 each
 * @param options.extra what each channel after the colours is; empty leaves it out
 */
export function tiff(
  width: number,
  height: number,
  sampleAt: (x: number, y: number) => readonly number[],
  { colours = COLOURS.rgb, extra = [], bits = 8 }: { colours?: number; extra?: readonly number[]; bits?: 8 | 16 } = {},
): Buffer {
  const channels = sampleAt(0, 0).length;
  const wide = bits / 8;
  const pixels = Buffer.alloc(width * height * channels * wide);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (const [channel, value] of sampleAt(pixel % width, Math.floor(pixel / width)).entries()) {
      pixels.writeUIntLE(bits === 8 ? value : value * 257, (pixel * channels + channel) * wide, wide);
    }
  }
  return Buffer.concat([
    header([
      [256, TYPE.long, [width]],
      [257, TYPE.long, [height]],
      [258, TYPE.short, Array.from({ length: channels }, () => bits)],
      [259, TYPE.short, [1]],
      [262, TYPE.short, [colours]],
      [273, TYPE.long, 'pixels'],
      [277, TYPE.short, [channels]],
      [278, TYPE.long, [height]],
      [279, TYPE.long, [pixels.length]],
      ...(extra.length > 0 ? ([[338, TYPE.short, extra]] as const) : []),
    ]),
    pixels,
  ]);
}

/** The directory with the values that do not fit into it. `pixels` is the place after all that. */
function header(
  entries: readonly (readonly [tag: number, type: 3 | 4, values: readonly number[] | 'pixels'])[],
): Buffer {
  const start = 8 + 2 + entries.length * 12 + 4;
  const bytesOf = (type: 3 | 4, values: readonly number[]) => {
    const size = type === TYPE.short ? 2 : 4;
    const bytes = Buffer.alloc(Math.max(4, values.length * size));
    for (const [at, value] of values.entries()) bytes.writeUIntLE(value, at * size, size);
    return bytes;
  };
  const values = entries.map(([, type, found]) => (found === 'pixels' ? Buffer.alloc(4) : bytesOf(type, found)));
  const end = values.reduce((sum, { length }) => sum + (length > 4 ? length : 0), start);
  const directory = Buffer.alloc(start);
  directory.set(Buffer.from('II*\0\x08\0\0\0', 'latin1'));
  directory.writeUInt16LE(entries.length, 8);
  let further = start;
  for (const [index, [tag, type, found]] of entries.entries()) {
    const [at, value] = [10 + index * 12, values[index] ?? Buffer.alloc(4)];
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(found === 'pixels' ? 1 : found.length, at + 4);
    if (found === 'pixels') directory.writeUInt32LE(end, at + 8);
    else if (value.length > 4) {
      directory.writeUInt32LE(further, at + 8);
      further += value.length;
    } else directory.set(value, at + 8);
  }
  return Buffer.concat([directory, ...values.filter(({ length }) => length > 4)]);
}

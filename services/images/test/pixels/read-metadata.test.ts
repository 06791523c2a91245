import sharp from 'sharp';
import { readMetadata } from '../../src/pixels/read-metadata.ts';
import { plain, withSegment } from '../pictures.ts';

type Entry = readonly [tag: number, type: number, value: string | readonly number[]];

const GPS: readonly Entry[] = [
  [1, 2, 'N'],
  [2, 5, [68, 1, 14, 1, 3000, 100]],
  [3, 2, 'W'],
  [4, 5, [13, 1, 47, 1, 4200, 100]],
];

/** An EXIF block, or a TIFF without a picture: big-endian, the three directories one after the other, and values that do not fit behind them. */
function exif(image: readonly Entry[], photo: readonly Entry[] = [], gps: readonly Entry[] = []): Buffer {
  const size = (entries: readonly Entry[]) => 2 + entries.length * 12 + 4;
  const photoAt = 8 + size(image) + 24;
  const gpsAt = photoAt + size(photo);
  const directories = [[...image, [0x87_69, 4, [photoAt]], [0x88_25, 4, [gpsAt]]], photo, gps] as const;
  const head: Buffer[] = [Buffer.from('MM\0*\0\0\0\x08', 'latin1')];
  const values: Buffer[] = [];
  let next = gpsAt + size(gps);
  for (const entries of directories) {
    const directory = Buffer.alloc(size(entries));
    directory.writeUInt16BE(entries.length);
    for (const [index, [tag, type, value]] of entries.entries()) {
      const data =
        typeof value === 'string'
          ? Buffer.from(`${value}\0`)
          : Buffer.concat(value.map((number) => Buffer.from([number >>> 24, number >>> 16, number >>> 8, number])));
      const at = 2 + index * 12;
      directory.writeUInt16BE(tag, at);
      directory.writeUInt16BE(type, at + 2);
      directory.writeUInt32BE(
        typeof value === 'string' ? data.length : type === 5 ? value.length / 2 : value.length,
        at + 4,
      );
      if (data.length <= 4) data.copy(directory, at + 8);
      else {
        directory.writeUInt32BE(next, at + 8);
        values.push(data);
        next += data.length;
      }
    }
    head.push(directory);
  }
  return Buffer.concat([...head, ...values]);
}

/** A JPEG with this block. */
const withExif = async (block: Buffer) =>
  withSegment(await plain(8, 8).jpeg().toBuffer(), 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block]));

const taken = (time: string, ...more: Entry[]) => exif([], [[0x90_03, 2, time], ...more]);

describe('of what a camera has noted', () => {
  it('time, camera and place are read', async () => {
    const block = exif(
      [
        [0x01_0f, 2, 'Hasselblad'],
        [0x01_10, 2, 'X2D'],
      ],
      [
        [0x90_03, 2, '2026:06:21 22:14:05'],
        [0x90_11, 2, '+02:00'],
      ],
      [...GPS, [5, 1, [0]], [6, 5, [31_04, 100]]],
    );
    expect(await readMetadata(await withExif(block))).toEqual({
      capturedAt: '2026-06-21T22:14:05+02:00',
      camera: 'Hasselblad X2D',
      location: { latitude: 68.241667, longitude: -13.795, altitude: 31 },
    });
  });

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s carries it', async (format) => {
    const file = await plain(8, 8)
      .withExif({ IFD0: { Model: 'Camera' } })
      .toFormat(format)
      .toBuffer();
    expect(await readMetadata(file)).toEqual({ camera: 'Camera' });
  });

  it('TIFF carries it in its own directory', async () => {
    // A picture of one grey pixel: width, height, bits, compression, photometric, strips, samples, rows, bytes (TIFF 6.0, section 4).
    const short = (tag: number, value: number): Entry => [tag, 4, [value]];
    const picture = [
      short(0x01_00, 1),
      short(0x01_01, 1),
      short(0x01_02, 8),
      short(0x01_03, 1),
      short(0x01_06, 1),
      short(0x01_11, 8),
    ];
    const block = exif([...picture, [0x01_10, 2, 'Scanner'], short(0x01_15, 1), short(0x01_16, 1), short(0x01_17, 1)]);
    expect(await readMetadata(block)).toEqual({ camera: 'Scanner' });
  });

  it.each(['gif', 'png', 'jpeg'] as const)('nothing is in a %s that carries nothing', async (format) => {
    expect(await readMetadata(await plain(8, 8).toFormat(format).toBuffer())).toEqual({});
  });

  it.each([
    ['the maker only once', 'Canon', 'Canon EOS R5', 'Canon EOS R5'],
    ['no control characters and no overrides', 'A\u0007\u202Ecme\n', 'X\u0000hidden', 'Acme X'],
    ['at most 80 characters, no emoji cut in half', '', '📷'.repeat(100), '📷'.repeat(32)],
    ['no trailing blanks', 'NIKON CORPORATION   ', 'NIKON D850   ', 'NIKON CORPORATION NIKON D850'],
  ])('a camera has %s', async (_, make, model, camera) => {
    const block = exif([
      [0x01_0f, 2, make],
      [0x01_10, 2, model],
    ]);
    expect(await readMetadata(await withExif(block))).toEqual({ camera });
  });

  it.each([
    ['no offset', taken('2024:02:29 12:00:00'), '2024-02-29T12:00:00'],
    ['an offset that there is not', taken('2024:02:29 12:00:00', [0x90_11, 2, '+99:00']), '2024-02-29T12:00:00'],
    ['a day that there is not', taken('2023:02:29 12:00:00'), undefined],
    ['25 o’clock', taken('2023:02:28 25:00:00'), undefined],
    ['zeros, as cameras without a clock write', taken('0000:00:00 00:00:00'), undefined],
    ['blanks', taken('    :  :     :  :  '), undefined],
    ['something else', taken('yesterday'), undefined],
    ['numbers in the place of text', exif([], [[0x90_03, 4, [2024, 2, 29]]]), undefined],
  ])('a time with %s', async (_, block, capturedAt) => {
    expect((await readMetadata(await withExif(block))).capturedAt).toBe(capturedAt);
  });

  it.each<[string, readonly Entry[], unknown]>([
    [
      'zeros, as without a fix',
      [
        [1, 2, 'N'],
        [2, 5, [0, 1, 0, 1, 0, 1]],
        [3, 2, 'E'],
        [4, 5, [0, 1, 0, 1, 0, 1]],
      ],
      undefined,
    ],
    ['91 degrees north', [[1, 2, 'N'], [2, 5, [91, 1, 0, 1, 0, 1]], ...GPS.slice(2)], undefined],
    ['a hemisphere that there is not', [[1, 2, 'Q'], ...GPS.slice(1)], undefined],
    ['no hemisphere', GPS.slice(1), undefined],
    ['a division by zero', [[1, 2, 'N'], [2, 5, [68, 0, 14, 1, 0, 1]], ...GPS.slice(2)], undefined],
    ['two numbers', [[1, 2, 'N'], [2, 5, [68, 1, 14, 1]], ...GPS.slice(2)], undefined],
    [
      'minutes with a fraction and seconds of 0/0',
      [[1, 2, 'S'], [2, 5, [68, 1, 145, 10, 0, 0]], ...GPS.slice(2)],
      { latitude: -68.241667, longitude: -13.795 },
    ],
    [
      'an altitude below the sea',
      [...GPS, [5, 1, [0x01_00_00_00]], [6, 5, [25, 10]]],
      { latitude: 68.241667, longitude: -13.795, altitude: -2.5 },
    ],
    ['an altitude of a division by zero', [...GPS, [6, 5, [25, 0]]], { latitude: 68.241667, longitude: -13.795 }],
  ])('a place with %s', async (_, gps, location) => {
    expect((await readMetadata(await withExif(exif([], [], gps)))).location).toEqual(location);
  });
});

describe('a broken EXIF block', () => {
  it('is never thrown for, wherever it ends', async () => {
    const block = exif([[0x01_10, 2, 'Camera']], [[0x90_03, 2, '2026:06:21 22:14:05']], GPS);
    for (let length = 0; length < block.length; length++) {
      await expect(readMetadata(await withExif(block.subarray(0, length)))).resolves.toEqual(expect.any(Object));
    }
  });

  it('is never thrown for, whichever byte is another', async () => {
    const block = exif([[0x01_10, 2, 'Camera']], [[0x90_03, 2, '2026:06:21 22:14:05']], GPS);
    for (let place = 0; place < block.length; place++) {
      const broken = Buffer.from(block);
      broken[place] = 0xff;
      await expect(readMetadata(await withExif(broken))).resolves.toEqual(expect.any(Object));
    }
  });

  it('whose directory is its own directory is read once', async () => {
    const block = exif([[0x01_10, 2, 'Camera']]);
    block.writeUInt32BE(8, 8 + 2 + 12 + 8);
    expect(await readMetadata(await withExif(block))).toEqual({ camera: 'Camera' });
  });

  it('of 5,000 entries that all point to the same 60 KB takes no time and no memory', async () => {
    const block = Buffer.alloc(65_000);
    block.write('MM\0*\0\0\0\x08', 'latin1');
    block.writeUInt16BE(5000, 8);
    for (let entry = 0; entry < 5000; entry++) {
      const at = 10 + entry * 12;
      block.writeUInt16BE(entry, at);
      block.writeUInt16BE(1, at + 2);
      block.writeUInt32BE(60_000, at + 4);
    }
    const file = await withExif(block);
    const before = process.cpuUsage();
    await readMetadata(file);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(500);
  });

  it('leaves the picture alone', async () => {
    const file = await withExif(Buffer.from('MM\0*\xff\xff\xff\xff', 'latin1'));
    expect((await sharp(file).metadata()).width).toBe(8);
    expect(await readMetadata(file)).toEqual({});
  });
});

describe('a file that is no picture', () => {
  it('has none', async () => {
    await expect(readMetadata(Buffer.from('text'))).rejects.toMatchObject({ code: 'not-a-picture' });
  });
});

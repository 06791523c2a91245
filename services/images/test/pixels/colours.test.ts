import sharp from 'sharp';
import { BLUE, drawn, GREEN, meanColour, plain, quarters, RED, type Rgb, SAND, withSegment } from '../pictures.ts';
import { rendered } from './rendered.ts';

/** The four colours of `quarters`, read out of the middle of each quarter of a rendition of 120 x 80. */
const readQuarters = (file: Buffer) =>
  Promise.all(
    [
      [20, 10],
      [80, 10],
      [20, 55],
      [80, 55],
    ].map(([left = 0, top = 0]) => meanColour(file, { left, top, width: 16, height: 12 })),
  );

/** The largest difference of a channel. */
const furthest = (found: readonly (readonly number[])[], wanted: readonly Rgb[]) =>
  Math.max(
    ...wanted.flatMap((colour, at) =>
      colour.map((value, channel) => Math.abs(value - (found[at]?.[channel] ?? -1000))),
    ),
  );

const COLOURS = [RED, GREEN, BLUE, SAND];

/** Colours that ink has; the way to ink and back costs some of them still. */
const PRINTABLE: readonly Rgb[] = [[170, 90, 80], [100, 140, 90], [90, 100, 150], SAND];

describe('colours come out right of', () => {
  it.each<[kind: string, file: () => Promise<Buffer>, tolerance: number]>([
    ['JPEG', () => quarters().jpeg({ quality: 95 }).toBuffer(), 6],
    ['progressive JPEG', () => quarters().jpeg({ quality: 95, progressive: true }).toBuffer(), 6],
    ['PNG', () => quarters().png().toBuffer(), 6],
    ['PNG with a palette', () => quarters().png({ palette: true }).toBuffer(), 8],
    ['PNG of 16 bits', () => quarters().toColourspace('rgb16').png().toBuffer(), 6],
    ['interlaced PNG', () => quarters().png({ progressive: true }).toBuffer(), 6],
    ['WebP', () => quarters().webp({ quality: 95 }).toBuffer(), 8],
    ['lossless WebP', () => quarters().webp({ lossless: true }).toBuffer(), 6],
    ['GIF', () => quarters().gif().toBuffer(), 8],
    ['AVIF', () => quarters().avif({ quality: 95 }).toBuffer(), 8],
    ['TIFF with LZW', () => quarters().tiff({ compression: 'lzw' }).toBuffer(), 6],
    ['TIFF of 16 bits', () => quarters().toColourspace('rgb16').tiff({ compression: 'deflate' }).toBuffer(), 6],
    ['wide gamut (Display P3) PNG', () => quarters().withIccProfile('p3').png().toBuffer(), 6],
    ['wide gamut (Display P3) JPEG', () => quarters().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(), 8],
    ['wide gamut PNG of 16 bits', () => quarters().toColourspace('rgb16').withIccProfile('p3').png().toBuffer(), 6],
  ])('%s', async (_, file, tolerance) => {
    const { file: of } = await rendered(await file());
    expect(furthest(await readQuarters(of('large', 'jpeg')), COLOURS)).toBeLessThanOrEqual(tolerance);
    expect(furthest(await readQuarters(of('large', 'webp')), COLOURS)).toBeLessThanOrEqual(tolerance);
  });

  it.each([
    ['JPEG', () => quarters(120, 80, PRINTABLE).withIccProfile('cmyk').jpeg({ quality: 95 })],
    ['TIFF', () => quarters(120, 80, PRINTABLE).withIccProfile('cmyk').tiff({ compression: 'lzw' })],
  ])('CMYK %s', async (_, cmyk) => {
    const bytes = await cmyk().toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const { file } = await rendered(bytes);
    expect(furthest(await readQuarters(file('large', 'jpeg')), PRINTABLE)).toBeLessThanOrEqual(24);
  });

  it('wide gamut only because its profile is applied: the numbers in the file are others', async () => {
    const raw = await sharp(await quarters().withIccProfile('p3').png().toBuffer(), { ignoreIcc: true })
      .png()
      .toBuffer();
    expect(furthest(await readQuarters(raw), COLOURS)).toBeGreaterThan(15);
  });

  it.each([
    ['8 bits', () => drawn(120, 80, (x) => [x < 60 ? 60 : 190]).toColourspace('b-w')],
    ['16 bits', () => drawn(120, 80, (x) => [x < 60 ? 60 : 190]).toColourspace('grey16')],
  ])('grey of %s, and are grey', async (_, grey) => {
    const { file } = await rendered(await grey().png().toBuffer());
    const found = await readQuarters(file('large', 'webp'));
    const dark: Rgb = [60, 60, 60];
    const light: Rgb = [190, 190, 190];
    expect(furthest(found, [dark, light, dark, light])).toBeLessThanOrEqual(4);
  });

  it('CMYK without a profile: red is red, and the picture is not inverted', async () => {
    const bare = await sharp(await quarters().withIccProfile('cmyk').jpeg().toBuffer())
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .jpeg({ quality: 95 })
      .toBuffer();
    expect((await sharp(bare).metadata()).space).toBe('cmyk');
    const { file } = await rendered(bare);
    const [red, green, blue] = await readQuarters(file('large', 'jpeg'));
    expect(red?.indexOf(Math.max(...red))).toBe(0);
    expect(green?.indexOf(Math.max(...green))).toBe(1);
    expect(blue?.indexOf(Math.max(...blue))).toBe(2);
  });

  it.each([
    ['random bytes', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 97) % 251))],
    [
      'a header that says more than there is',
      Buffer.concat([Buffer.from([0, 9, 0, 0]), Buffer.from('lcms'), Buffer.alloc(300)]),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('a picture whose colour profile is %s: it is taken as sRGB', async (_, profile) => {
    // The header of an ICC profile in a JPEG: name, number of the piece, number of pieces (ICC.1:2022, B.4).
    const icc = Buffer.concat([Buffer.from('ICC_PROFILE\0'), Buffer.from([1, 1]), profile]);
    const { file } = await rendered(withSegment(await quarters().jpeg({ quality: 95 }).toBuffer(), 0xe2, icc));
    expect(furthest(await readQuarters(file('large', 'jpeg')), COLOURS)).toBeLessThanOrEqual(6);
  });

  it('a picture whose profile is for other colours than its own: it is taken as sRGB', async () => {
    const { icc } = await sharp(await plain(8, 8).withIccProfile('cmyk').jpeg().toBuffer()).metadata();
    if (!icc) throw new TypeError('no profile was written');
    const half = icc.subarray(0, 60_000);
    const segment = Buffer.concat([Buffer.from('ICC_PROFILE\0'), Buffer.from([1, 1]), half]);
    const { file } = await rendered(withSegment(await quarters().jpeg({ quality: 95 }).toBuffer(), 0xe2, segment));
    expect(furthest(await readQuarters(file('large', 'jpeg')), COLOURS)).toBeLessThanOrEqual(6);
  });
});

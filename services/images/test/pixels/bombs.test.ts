import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { inspect } from '../../src/pixels/inspect.ts';
import { bomb, ihdr, plain, png } from '../pictures.ts';

const run = promisify(execFile);

describe('a decompression bomb', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'longhouse-bombs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Renders in a process of its own, so that what it took of memory can be told. */
  const rendering = async (bytes: Buffer): Promise<{ end: string; grown: number }> => {
    const file = join(folder, 'bomb');
    writeFileSync(file, bytes);
    const { stdout } = await run(process.execPath, [join(__dirname, 'peak-memory.ts'), file], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return JSON.parse(stdout) as { end: string; grown: number };
  };

  it('of 900 megapixels in 110 KB: is refused before it is decoded', async () => {
    const bytes = bomb(30_000, 30_000);
    expect(bytes.length).toBeLessThan(120_000);
    const { end, grown } = await rendering(bytes);
    expect(end).toBe('too-many-pixels');
    expect(grown).toBeLessThan(10);
  });

  it('whose header says little and whose data is 400 MB: no more is unpacked than the header says', async () => {
    const data = deflateSync(Buffer.alloc(400_000_000), { level: 9 });
    const { end, grown } = await rendering(png(ihdr(100, 100, { depth: 8, colour: 2 }), ['IDAT', data]));
    expect(end).toBe('rendered');
    expect(grown).toBeLessThan(40);
  });

  it('whose header says 99.9 megapixels and whose data is nothing: is refused, and little memory was taken', async () => {
    const nothing = ['IDAT', deflateSync(Buffer.alloc(1000))] as const;
    const { end, grown } = await rendering(png(ihdr(9999, 9999, { depth: 16, colour: 6, interlaced: true }), nothing));
    expect(end).toBe('corrupt');
    expect(grown).toBeLessThan(100);
  });

  it('in the text and in the colour profile of a PNG: is not unpacked', async () => {
    const text = Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(300_000_000), { level: 9 })]);
    const { grown } = await rendering(
      png(ihdr(10, 10, { depth: 8 }), ['zTXt', text], ['iCCP', text], ['IDAT', deflateSync(Buffer.alloc(110))]),
    );
    expect(grown).toBeLessThan(40);
  });

  it('whose GIF screen is 8 x 8 and whose frame is 121 megapixels: is refused', async () => {
    const gif = Buffer.from(await plain(11_000, 11_000).gif({ effort: 1 }).toBuffer());
    gif.writeUInt16LE(8, 6);
    gif.writeUInt16LE(8, 8);
    const { end, grown } = await rendering(gif);
    expect(end).toBe('too-many-pixels');
    expect(grown).toBeLessThan(40);
  });

  it('whose AVIF says 64 x 64 and holds 36 megapixels: is refused', async () => {
    const avif = Buffer.from(await plain(6000, 6000).avif({ effort: 0 }).toBuffer());
    const size = avif.indexOf('ispe');
    avif.writeUInt32BE(64, size + 8);
    avif.writeUInt32BE(64, size + 12);
    const { end, grown } = await rendering(avif);
    expect(end).toBe('corrupt');
    expect(grown).toBeLessThan(100);
  });

  it('whose JPEG says 64 x 64 and holds 36 megapixels: no more is decoded than it says', async () => {
    const jpeg = Buffer.from(await plain(6000, 6000).jpeg().toBuffer());
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(64, frame + 5);
    jpeg.writeUInt16BE(64, frame + 7);
    const { grown } = await rendering(jpeg);
    expect(grown).toBeLessThan(40);
  });

  it.each([
    ['100,010,000 pixels', 10_001, 10_000, 'too-many-pixels'],
    ['a side of 65,536 pixels', 65_536, 1, 'too-long-a-side'],
    ['a height of 65,536 pixels', 1, 65_536, 'too-long-a-side'],
  ])('%s are too many', async (_, width, height, code) => {
    await expect(inspect(png(ihdr(width, height), ['IDAT', Buffer.alloc(0)]))).rejects.toMatchObject({ code });
  });

  it.each([
    ['100,000,000 pixels', 10_000, 10_000],
    ['a side of 65,535 pixels', 65_535, 1],
  ])('%s are not too many', async (_, width, height) => {
    expect(await inspect(bomb(width, height))).toMatchObject({ width, height });
  });

  it('of AVIF may have half as many pixels', async () => {
    const avif = Buffer.from(await plain(64, 64).avif().toBuffer());
    const size = avif.indexOf('ispe');
    avif.writeUInt32BE(7100, size + 8);
    avif.writeUInt32BE(7100, size + 12);
    await expect(inspect(avif)).rejects.toMatchObject({ code: 'too-many-pixels' });
  });
});

import { deflateSync } from 'node:zlib';
import { Unacceptable } from '../../src/domain/unacceptable.ts';
import { decoder, decoding } from '../../src/pixels/decoder.ts';
import { forAnalysis } from '../../src/pixels/for-analysis.ts';
import { perceptualHash } from '../../src/pixels/perceptual-hash.ts';
import { readMetadata } from '../../src/pixels/read-metadata.ts';
import { render } from '../../src/pixels/render.ts';
import { animation, ihdr, photograph, plain, png, quarters } from '../pictures.ts';
import { rendered } from './rendered.ts';

/** With what `render` rejects a file. */
const refusal = async (bytes: Buffer): Promise<Unacceptable> => {
  const error = await render(bytes, { avif: false }, async () => {}).then(
    () => new TypeError('it was rendered'),
    (reason: unknown) => reason,
  );
  if (error instanceof Unacceptable) return error;
  throw error;
};

const HTML = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const ftyp = (...brands: string[]) => {
  const box = Buffer.from(`\0\0\0\0ftyp${brands[0] ?? ''}\0\0\0\0${brands.slice(1).join('')}`, 'latin1');
  box.writeUInt32BE(box.length);
  return Buffer.concat([box, Buffer.alloc(200)]);
};

describe('a file that is no picture', () => {
  it.each<[what: string, bytes: Buffer]>([
    ['text called .jpg', Buffer.from('Dear Ada, this is no picture at all.')],
    ['a zero', Buffer.from([0])],
    ['zeros', Buffer.alloc(4096)],
    ['HTML called .png', Buffer.from(HTML)],
    [
      'SVG called .png',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ],
    ['SVG with an XML declaration', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['BMP', Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0', 'latin1')],
    ['HEIC', ftyp('heic', 'mif1', 'heic')],
    ['a film (MP4)', ftyp('isom', 'isom', 'avc1')],
    ['a sound (WAV), which has the container of WebP', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['JPEG XL', Buffer.from([0xff, 0x0a, 0xfa, 0x1f])],
    ['PPM', Buffer.from('P6 1 1 255\n\xff\0\0', 'latin1')],
    ['HTML with a JPEG after it', Buffer.concat([Buffer.from(HTML), Buffer.from([0xff, 0xd8, 0xff, 0xe0])])],
  ])('%s: is refused as such', async (_, bytes) => {
    const { code, message } = await refusal(bytes);
    expect(code).toBe('not-a-picture');
    expect(message).toMatch(/^The file is not a picture .*JPEG, PNG, WebP, GIF, AVIF or TIFF/);
  });

  it('nothing at all: is refused as empty', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({ code: 'empty', message: 'The file is empty.' });
  });

  it.each([
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['GIF', Buffer.from('GIF89a')],
    ['WebP', Buffer.from('RIFF\x20\0\0\0WEBPVP8 ', 'latin1')],
    ['TIFF', Buffer.from('II*\0\x08\0\0\0', 'latin1')],
    ['AVIF', ftyp('avif', 'mif1')],
  ])('only the signature of %s: is refused as corrupt', async (_, signature) => {
    expect((await refusal(signature)).code).toBe('corrupt');
    expect((await refusal(Buffer.concat([signature, Buffer.from(HTML.repeat(9))]))).code).toBe('corrupt');
  });
});

describe('a reader of what is not accepted', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['PDF', '%PDF-1.7'],
    ['PPM', 'P3 1 1 255 1 2 3 '],
  ])('of %s is not there, should the look at the first bytes ever be passed by', async (_, text) => {
    await expect(decoder(Buffer.from(text)).metadata()).rejects.toThrow('unsupported image format');
  });
});

describe('a truncated', () => {
  const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const;
  const CUTS = [0.05, 0.3, 0.7, 0.99];

  it.each(FORMATS.flatMap((format) => CUTS.map((share) => [format, share] as const)))(
    '%s, cut at %d of its length: is refused as corrupt, in a sentence for its owner',
    async (format, share) => {
      const whole = await photograph(200, 150).toFormat(format).toBuffer();
      const { code, message } = await refusal(whole.subarray(0, Math.floor(whole.length * share)));
      expect(code).toBe('corrupt');
      expect(message).toBe('The picture is damaged or incomplete: save it again, or upload it once more.');
    },
  );

  it('progressive JPEG, which has a coarse picture already: is refused as corrupt', async () => {
    const whole = await photograph(200, 150).jpeg({ progressive: true }).toBuffer();
    expect((await refusal(whole.subarray(0, whole.length / 2))).code).toBe('corrupt');
  });

  it.each(['gif', 'webp'] as const)(
    'animation (%s), cut at half of its length: is refused as corrupt',
    async (format) => {
      const whole = await animation(9, { width: 90, height: 60 }).toFormat(format, { delay: 50 }).toBuffer();
      expect((await refusal(whole.subarray(0, whole.length / 2))).code).toBe('corrupt');
    },
  );

  it('JPEG is refused for analysis as well, and its header can still be read', async () => {
    const whole = await photograph(200, 150)
      .withExif({ IFD0: { Model: 'Camera' } })
      .jpeg()
      .toBuffer();
    const half = whole.subarray(0, whole.length / 2);
    await expect(perceptualHash(half)).rejects.toMatchObject({ code: 'corrupt' });
    await expect(forAnalysis(half)).rejects.toMatchObject({ code: 'corrupt' });
    expect(await readMetadata(half)).toEqual({ camera: 'Camera' });
  });
});

describe('a damaged', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    '%s, by bytes turned over anywhere, is rendered or refused: nothing else is thrown',
    async (format) => {
      const whole = await photograph(120, 90).toFormat(format).toBuffer();
      const ends = new Set<string>();
      for (let place = 8; place < whole.length; place += Math.ceil(whole.length / 60)) {
        const damaged = Buffer.from(whole);
        damaged[place] = (damaged[place] ?? 0) ^ 0xff;
        const end = await render(damaged, { avif: false }, async () => {}).then(
          () => 'rendered',
          (error: unknown) => (error instanceof Unacceptable ? error.code : String(error)),
        );
        ends.add(end);
      }
      const allowed = new Set(['rendered', 'corrupt', 'not-a-picture', 'too-many-pixels', 'too-long-a-side']);
      expect([...ends].filter((end) => !allowed.has(end))).toEqual([]);
    },
  );

  it('PNG whose pixels do not unpack: is refused as corrupt', async () => {
    const broken = png(ihdr(64, 64, { depth: 8, colour: 2 }), ['IDAT', Buffer.from('no zlib at all')]);
    expect((await refusal(broken)).code).toBe('corrupt');
  });
});

describe('a polyglot is a picture and nothing else afterwards:', () => {
  it.each<[what: string, file: () => Promise<Buffer>]>([
    [
      'GIF with a script',
      async () => Buffer.concat([await quarters().gif().toBuffer(), Buffer.from('/*POLYGLOT*/=1;alert(1)')]),
    ],
    [
      'JPEG with a ZIP after it',
      async () => Buffer.concat([await quarters().jpeg().toBuffer(), Buffer.from('PK\x03\x04POLYGLOT')]),
    ],
    [
      'JPEG with HTML after it',
      async () => Buffer.concat([await quarters().jpeg().toBuffer(), Buffer.from(`${HTML}POLYGLOT`)]),
    ],
    [
      'JPEG with HTML in a comment',
      async () => {
        const jpeg = await quarters().jpeg().toBuffer();
        const text = Buffer.from(`${HTML}POLYGLOT`);
        return Buffer.concat([
          jpeg.subarray(0, 2),
          Buffer.from([0xff, 0xfe, 0, text.length + 2]),
          text,
          jpeg.subarray(2),
        ]);
      },
    ],
    [
      'PNG with a script in a chunk of text',
      async () =>
        png(
          ihdr(8, 8, { depth: 8, colour: 0 }),
          ['tEXt', Buffer.from('Comment\0<script>POLYGLOT</script>')],
          ['IDAT', deflateSync(Buffer.alloc(72))],
        ),
    ],
    [
      'PNG with a ZIP after it',
      async () => Buffer.concat([await quarters().png().toBuffer(), Buffer.from('PK\x03\x04POLYGLOT')]),
    ],
  ])('%s', async (_, file) => {
    const bytes = await file();
    expect(bytes.includes('POLYGLOT')).toBe(true);
    const { files } = await rendered(bytes);
    expect(files).toHaveLength(8);
    for (const { data } of files) expect(data.includes('POLYGLOT') || data.includes('script')).toBe(false);
  });
});

describe('when there is no memory', () => {
  it('the picture is not to blame', async () => {
    const exhausted = new Error('vips_tracked: out of memory --- size == 300MB');
    await expect(decoding(() => Promise.reject(exhausted))).rejects.toBe(exhausted);
  });

  it('and when a picture takes too long, it is', async () => {
    const late = new Error('timeout: 14% complete');
    await expect(decoding(() => Promise.reject(late))).rejects.toMatchObject({ code: 'too-elaborate', cause: late });
  });
});

describe('what takes longer than it may', () => {
  // Without an end it takes some 20 seconds: no machine is so fast that it is done within one.
  it('is ended, and the picture is to blame', async () => {
    const file = await plain(8, 8).png().toBuffer();
    const slow = () => decoder(file, {}, 1).resize(8000, 8000).median(31).jpeg().toBuffer();
    await expect(decoding(slow)).rejects.toMatchObject({ code: 'too-elaborate' });
  });
});

describe('a mistake of ours', () => {
  it('is not called the fault of the file', async () => {
    const ours = new TypeError('sRGB with 5 channels');
    await expect(decoding(() => Promise.reject(ours))).rejects.toBe(ours);
  });
});

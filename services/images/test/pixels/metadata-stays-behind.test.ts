import sharp from 'sharp';
import { photograph, withSegment } from '../pictures.ts';
import { forAnalysis } from '../../src/pixels/for-analysis.ts';
import { rendered } from './rendered.ts';

const SECRET = 'Home of Ada, 51.5 N';

/** A JPEG with all that a file may tell of a person. */
const telling = async () => {
  const jpeg = await photograph(600, 400)
    .withIccProfile('p3')
    .withExif({
      IFD0: { Make: SECRET, Model: SECRET, Artist: SECRET, ImageDescription: SECRET },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
    })
    .withXmp(`<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${SECRET}</rdf:RDF></x:xmpmeta>`)
    .jpeg()
    .toBuffer();
  const iptc = Buffer.from(`Photoshop 3.0\0${SECRET}`);
  return withSegment(withSegment(jpeg, 0xed, iptc), 0xfe, Buffer.from(SECRET));
};

describe('of what a file tells beside its pixels', () => {
  it('nothing is in any rendition', async () => {
    // Prepare
    const file = await telling();
    const before = await sharp(file).metadata();
    expect([before.exif, before.xmp, before.icc, before.iptc].map(Boolean)).toEqual([true, true, true, true]);
    // Act
    const { files } = await rendered(file, { avif: true });
    // Assess
    expect(files).toHaveLength(12);
    for (const { data } of files) {
      const { exif, xmp, icc, iptc, comments } = await sharp(data).metadata();
      expect([exif, xmp, icc, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
      expect(data.includes('Ada')).toBe(false);
      expect(data.includes('Exif')).toBe(false);
    }
  });

  it('nothing is in a JPEG but tables and data', async () => {
    const { file } = await rendered(await telling());
    expect(markers(file('large', 'jpeg'))).toEqual(new Set(['db', 'c0', 'c4', 'da']));
  });

  it('nothing is in a WebP but its picture', async () => {
    const { file } = await rendered(await telling());
    expect(file('large', 'webp').toString('latin1', 12, 16)).toBe('VP8 ');
  });

  it('nothing is in what is sent for analysis', async () => {
    const sent = await forAnalysis(await telling());
    expect(markers(sent)).toEqual(new Set(['db', 'c0', 'c4', 'da']));
    expect(sent.includes('Ada')).toBe(false);
  });
});

/** The segments of a JPEG before its data (ITU-T T.81, B.1.1.3). */
function markers(jpeg: Buffer): Set<string> {
  const found = new Set<string>();
  let at = 2;
  while (jpeg[at] === 0xff) {
    const marker = (jpeg[at + 1] ?? 0).toString(16);
    found.add(marker);
    if (marker === 'da') break;
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  return found;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { photograph } from './photograph.ts';

/** `node services/images/samples/make.ts`: draws longhouse.jpg anew, with what a camera notes in a picture. The place is Borg in Lofoten, where the largest longhouse stood. */
const { data, width, height } = await photograph(2400, 1600);
const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
  .withExif({
    IFD0: { Make: 'Longhouse', Model: 'Longhouse Drawing Camera', Orientation: '1' },
    IFD2: { DateTimeOriginal: '2026:06:21 22:14:05', OffsetTimeOriginal: '+02:00' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '68/1 14/1 3000/100',
      GPSLongitudeRef: 'E',
      GPSLongitude: '13/1 47/1 4200/100',
      GPSAltitudeRef: '0',
      GPSAltitude: '31/1',
    },
  })
  .jpeg({ quality: 72, mozjpeg: true })
  .toBuffer();
await writeFile(join(import.meta.dirname, 'longhouse.jpg'), jpeg);
console.log(`longhouse.jpg: ${width} x ${height}, ${Math.round(jpeg.length / 1000)} KB`);

import sharp, { type JpegOptions, type WebpOptions } from 'sharp';
import { LONG_EDGES, RENDITION_NAMES, THUMB_EDGE } from '../../../services/images/src/domain/renditions.ts';
import type { Made } from './way.ts';

/** As one would write it with sharp: one pipeline a rendition and format, hence eight decodes. */
export async function naiveRenditions(
  bytes: Buffer,
  options: { webp: WebpOptions; jpeg: JpegOptions },
): Promise<Made[]> {
  const files: Made[] = [];
  for (const name of RENDITION_NAMES) {
    const resized = () =>
      name === 'thumb'
        ? sharp(bytes).autoOrient().resize(THUMB_EDGE, THUMB_EDGE, { fit: 'cover', position: 'attention' })
        : sharp(bytes)
            .autoOrient()
            .resize(LONG_EDGES[name], LONG_EDGES[name], { fit: 'inside', withoutEnlargement: true });
    files.push({ name, format: 'webp', data: await resized().webp(options.webp).toBuffer() });
    const jpeg = resized().flatten({ background: 'white' }).jpeg(options.jpeg);
    files.push({ name, format: 'jpeg', data: await jpeg.toBuffer() });
  }
  return files;
}

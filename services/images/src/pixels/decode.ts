import { LONG_EDGES } from '../domain/renditions.ts';
import { decoding } from './decoder.ts';
import { framesShown } from './frames-shown.ts';
import type { Header } from './inspect.ts';
import { opened } from './opened.ts';
import { type Raster, rasterOf, withoutIdleAlpha } from './raster.ts';

/**
 * The picture in the size of its largest rendition, by one decoding: a JPEG or WebP file is shrunk while it is read, the others row by row, so
 * that the full picture is in memory only where its format demands it.
 * @throws Unacceptable `corrupt` when the data is damaged or not all there, `too-elaborate` when it takes too long
 */
export async function decode(bytes: Buffer, header: Header): Promise<Raster> {
  const pages = framesShown(header);
  const size = { width: LONG_EDGES.large, height: LONG_EDGES.large, fit: 'inside', withoutEnlargement: true } as const;
  const raster = await decoding(async () => {
    const work = (await opened(bytes, header, pages)).resize(size);
    return rasterOf(header.deepWithProfile ? work.withIccProfile('srgb', { attach: false }) : work, pages);
  });
  return withoutIdleAlpha(raster);
}

import { THUMB_EDGE } from '../domain/renditions.ts';
import { firstFrame, pipeline, type Raster, rasterOf } from './raster.ts';

/**
 * The square of the picture at which one looks first: luminance, saturation and skin tones decide
 * (https://www.libvips.org/API/current/enum.Interesting.html). All frames of an animation are cut as the first.
 * @param rasters the picture in several sizes, largest first: the smallest that need not be enlarged is taken, else the largest
 */
export async function thumb(rasters: readonly [Raster, ...Raster[]]): Promise<Raster> {
  const source = rasters.findLast((raster) => shortEdge(raster) >= THUMB_EDGE) ?? rasters[0];
  const scale = Math.min(1, THUMB_EDGE / shortEdge(source));
  const covering = { width: Math.round(source.width * scale), height: Math.round(source.height * scale) };
  const scaled =
    scale === 1 ? source : await rasterOf(pipeline(source).resize({ ...covering, fit: 'fill' }), source.frames);
  const cut = { width: Math.min(THUMB_EDGE, covering.width), height: Math.min(THUMB_EDGE, covering.height) };
  if (cut.width === covering.width && cut.height === covering.height) return scaled;
  const { info } = await pipeline(firstFrame(scaled))
    .resize({ ...cut, fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [Math.abs(info.cropOffsetLeft ?? 0), Math.abs(info.cropOffsetTop ?? 0)];
  return rasterOf(pipeline(scaled).extract({ left, top, ...cut }), source.frames);
}

function shortEdge({ width, height }: Raster): number {
  return Math.min(width, height);
}

import { LONG_EDGES } from '../../../../services/images/src/domain/renditions.ts';
import { decode } from '../../../../services/images/src/pixels/decode.ts';
import { encode } from '../../../../services/images/src/pixels/encode.ts';
import { inspect } from '../../../../services/images/src/pixels/inspect.ts';
import { shrunk } from '../../../../services/images/src/pixels/raster.ts';
import { thumb } from '../../../../services/images/src/pixels/thumb.ts';
import type { Way } from '../way.ts';

/** The steps of `render`, for JPEG alone. */
export const make: Way = async (bytes) => {
  const header = await inspect(bytes);
  const large = await decode(bytes, header);
  const medium = await shrunk(large, LONG_EDGES.medium);
  const small = await shrunk(medium, LONG_EDGES.small);
  const jpeg = async (raster: typeof large) => encode(raster, 'jpeg', header);
  return [
    { name: 'large', format: 'jpeg', data: await jpeg(large) },
    { name: 'medium', format: 'jpeg', data: await jpeg(medium) },
    { name: 'small', format: 'jpeg', data: await jpeg(small) },
    { name: 'thumb', format: 'jpeg', data: await jpeg(await thumb([large, medium, small])) },
  ];
};

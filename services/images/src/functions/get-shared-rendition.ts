import { api, redirect } from '@libs/handler';
import { renditionUrl } from '../adapters/delivery.ts';
import { GetSharedRendition } from '../contract/shares.ts';
import { shares } from '../data/shares.ts';
import { renditionOf } from '../domain/rendition-of.ts';

/**
 * GET /shares/{token}/renditions/{name}: on to the rendition itself, for everybody who has the link. Nobody may keep the redirect, so that a
 * link ends when it is withdrawn; an address that was given out before works for its 15 minutes.
 */
export const handler = api(
  GetSharedRendition,
  async (
    { params: { token, name }, query: { format }, headers: { accept } },
    store = shares,
    address = renditionUrl,
  ) => {
    const { image } = await store.open(token);
    const formats = renditionOf(image, name).formats.map((made) => made.format);
    const { url } = await address({ imageId: image.imageId, name, formats, format, accept });
    return redirect(url, { vary: 'accept' });
  },
);

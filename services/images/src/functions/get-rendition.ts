import { api, redirect } from '@libs/handler';
import { renditionUrl } from '../adapters/delivery.ts';
import { GetRendition } from '../contract/routes.ts';
import { visible } from '../data/visible.ts';
import { renditionOf } from '../domain/rendition-of.ts';

/** GET /images/{id}/renditions/{name}: on to the rendition itself, for one who may see it. */
export const handler = api(
  GetRendition,
  async (
    { caller, params: { id, name }, query: { format }, headers: { accept } },
    pictures = visible,
    address = renditionUrl,
  ) => {
    const rendition = renditionOf(await pictures.get(id, caller.id, name), name);
    const formats = rendition.formats.map((made) => made.format);
    const { url } = await address({ imageId: id, name, formats, format, accept });
    return redirect(url, { vary: 'accept, authorization' });
  },
);

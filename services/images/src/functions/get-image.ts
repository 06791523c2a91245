import { api } from '@libs/handler';
import { GetImage } from '../contract/routes.ts';
import { visible } from '../data/visible.ts';
import { present } from '../domain/present.ts';

/** GET /images/{id}: a picture of the caller's own, or one that they may see. */
export const handler = api(GetImage, async ({ caller, params }, pictures = visible) =>
  present(await pictures.get(params.id, caller.id), caller.id),
);

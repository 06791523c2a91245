import { api } from '@libs/handler';
import { ListImages } from '../contract/routes.ts';
import { gallery } from '../data/gallery.ts';
import { present } from '../domain/present.ts';

/** GET /images: the caller's own pictures, newest first. */
export const handler = api(ListImages, async ({ caller, query }, pictures = gallery) => {
  const { items, ...next } = await pictures.list(caller.id, query);
  return { items: items.map((image) => present(image, caller.id)), ...next };
});

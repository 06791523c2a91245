import { api } from '@libs/handler';
import { ListAlbumImages } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { picturesOf } from '../data/pictures-of.ts';
import { albumPage } from '../domain/album-page.ts';
import { present } from '../domain/present.ts';

/** GET /albums/{id}/images: the pictures of an album in their order, without those that have gone since. */
export const handler = api(
  ListAlbumImages,
  async ({ caller, params, query }, store = albums, pictures = picturesOf) => {
    const { imageIds } = await store.get({ ownerId: caller.id, albumId: params.id });
    const { ids, ...next } = albumPage(imageIds, query);
    const items = await pictures(caller.id, ids);
    return { items: items.map((image) => present(image, caller.id)), ...next };
  },
);

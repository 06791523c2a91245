import { api } from '@libs/handler';
import { ListAlbums } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { listAlbum } from '../domain/present-album.ts';

/** GET /albums: the caller's own albums, newest first. */
export const handler = api(ListAlbums, async ({ caller, query }, store = albums) => {
  const page = await store.list(caller.id, query);
  return { ...page, items: page.items.map(listAlbum) };
});

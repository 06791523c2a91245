import { api, reply } from '@libs/handler';
import { v7 } from 'uuid';
import { CreateAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { presentAlbum } from '../domain/present-album.ts';

/** POST /albums: makes an album of the caller's own pictures. */
export const handler = api(CreateAlbum, async ({ caller, body }, store = albums) => {
  const album = await store.create({ ...body, ownerId: caller.id, albumId: v7() });
  return reply(presentAlbum(album), { location: `/albums/${album.albumId}` });
});

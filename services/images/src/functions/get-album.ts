import { api } from '@libs/handler';
import { GetAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { presentAlbum } from '../domain/present-album.ts';

/** GET /albums/{id}: an album of the caller's. */
export const handler = api(GetAlbum, async ({ caller, params }, store = albums) =>
  presentAlbum(await store.get({ ownerId: caller.id, albumId: params.id })),
);

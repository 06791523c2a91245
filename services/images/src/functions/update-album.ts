import { api } from '@libs/handler';
import { UpdateAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { presentAlbum } from '../domain/present-album.ts';

/** PATCH /albums/{id}: gives an album another title, or its pictures anew. */
export const handler = api(UpdateAlbum, async ({ caller, params, body, ifMatch }, store = albums) =>
  presentAlbum(await store.update({ ownerId: caller.id, albumId: params.id }, body, { version: ifMatch })),
);

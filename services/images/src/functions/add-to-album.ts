import { api } from '@libs/handler';
import { AddToAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { presentAlbum } from '../domain/present-album.ts';

/** PUT /albums/{id}/images/{imageId}: a picture comes to the end of an album. */
export const handler = api(AddToAlbum, async ({ caller, params, ifMatch }, store = albums) => {
  const ref = { ownerId: caller.id, albumId: params.id };
  return presentAlbum(await store.append(ref, params.imageId, { version: ifMatch }));
});

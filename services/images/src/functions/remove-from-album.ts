import { api } from '@libs/handler';
import { RemoveFromAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';
import { presentAlbum } from '../domain/present-album.ts';

/** DELETE /albums/{id}/images/{imageId}: a picture leaves an album, and stays in the gallery. */
export const handler = api(RemoveFromAlbum, async ({ caller, params, ifMatch }, store = albums) => {
  const ref = { ownerId: caller.id, albumId: params.id };
  return presentAlbum(await store.takeOut(ref, params.imageId, { version: ifMatch }));
});

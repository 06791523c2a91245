import { api } from '@libs/handler';
import { DeleteAlbum } from '../contract/albums.ts';
import { albums } from '../data/albums.ts';

/** DELETE /albums/{id}: the album goes, its pictures stay. */
export const handler = api(DeleteAlbum, async ({ caller, params }, store = albums) =>
  store.remove({ ownerId: caller.id, albumId: params.id }),
);

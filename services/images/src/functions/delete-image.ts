import { api } from '@libs/handler';
import { DeleteImage } from '../contract/routes.ts';
import { images } from '../data/images.ts';

/** DELETE /images/{id}: the picture is gone at once; its files follow by the stream. */
export const handler = api(DeleteImage, async ({ caller, params }, store = images) =>
  store.remove({ ownerId: caller.id, imageId: params.id }),
);

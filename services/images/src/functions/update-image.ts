import { api } from '@libs/handler';
import { UpdateImage } from '../contract/routes.ts';
import { images } from '../data/images.ts';
import { present } from '../domain/present.ts';

/** PATCH /images/{id}: changes what a picture is called, what it shows, and who sees it. */
export const handler = api(UpdateImage, async ({ caller, params, body, ifMatch }, store = images) =>
  present(await store.update({ ownerId: caller.id, imageId: params.id }, body, { version: ifMatch }), caller.id),
);

import { api } from '@libs/handler';
import { SetAvatar } from '../contract/routes.ts';
import { avatars } from '../data/avatars.ts';

/** PUT /users/me/avatar: one of the caller's pictures becomes their avatar. */
export const handler = api(SetAvatar, async ({ caller, body, ifMatch }, store = avatars) =>
  store.set(caller.id, body.imageId, { version: ifMatch }),
);

import { api } from '@libs/handler';
import { RemoveAvatar } from '../contract/routes.ts';
import { avatars } from '../data/avatars.ts';

/** DELETE /users/me/avatar: the caller's profile has no avatar any more. */
export const handler = api(RemoveAvatar, async ({ caller, ifMatch }, store = avatars) =>
  store.remove(caller.id, { version: ifMatch }),
);

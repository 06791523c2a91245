import { api } from '@libs/handler';
import { UpdateMe } from '../contract/routes.ts';
import { profiles } from '../data/profiles.ts';

/** PATCH /users/me: changes the caller's own profile. */
export const handler = api(UpdateMe, async ({ caller, body, ifMatch }, store = profiles) =>
  store.update(caller.id, body, { version: ifMatch }),
);

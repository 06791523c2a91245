import { api } from '@libs/handler';
import { GetUser } from '../contract/routes.ts';
import { profiles } from '../data/profiles.ts';

/** GET /users/{id}: the public part of a profile. */
export const handler = api(GetUser, async ({ params }, store = profiles) => {
  const { id, handle, displayName, bio, avatar } = await store.get(params.id);
  return { id, handle, displayName, bio, ...(avatar ? { avatar } : {}) };
});

import { api } from '@libs/handler';
import { DeleteMe } from '../contract/routes.ts';
import { profiles } from '../data/profiles.ts';

/** DELETE /users/me: the caller's account goes, for good. */
export const handler = api(DeleteMe, async ({ caller }, store = profiles) => store.remove(caller.id));

import { api } from '@libs/handler';
import { GetMe } from '../contract/routes.ts';
import { profiles } from '../data/profiles.ts';

/** GET /users/me: the caller's own profile. */
export const handler = api(GetMe, async ({ caller }, store = profiles) => store.get(caller.id));

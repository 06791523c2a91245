import { api } from '@libs/handler';
import { ListUsers } from '../contract/routes.ts';
import { directory } from '../data/directory.ts';

/** GET /users: all people, for the group `admin`. */
export const handler = api(ListUsers, async ({ query }, people = directory) => people.list(query));

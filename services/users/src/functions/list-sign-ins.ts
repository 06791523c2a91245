import { api } from '@libs/handler';
import { ListSignIns } from '../contract/routes.ts';
import { signIns } from '../data/sign-ins.ts';

/** GET /users/me/sign-ins: the caller's sign-ins of the last 90 days. */
export const handler = api(ListSignIns, async ({ caller, query }, store = signIns) => store.list(caller.id, query));

import { api } from '@libs/handler';
import { ListNotifications } from '../contract/inbox.ts';
import { inbox } from '../data/inbox.ts';

/** GET /notifications: the caller's inbox, newest first. */
export const handler = api(ListNotifications, async ({ caller, query }, store = inbox) => store.list(caller.id, query));

import { api } from '@libs/handler';
import { ReadNotifications } from '../contract/inbox.ts';
import { inbox } from '../data/inbox.ts';

/** PUT /notifications/read: the caller has read everything up to one of them. */
export const handler = api(ReadNotifications, async ({ caller, body }, store = inbox) =>
  store.readUpTo(caller.id, body.upTo),
);

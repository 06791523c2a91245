import { api } from '@libs/handler';
import { DeleteNotification } from '../contract/inbox.ts';
import { inbox } from '../data/inbox.ts';

/** DELETE /notifications/{id}: one of the caller's notifications goes. */
export const handler = api(DeleteNotification, async ({ caller, params }, store = inbox) =>
  store.remove(caller.id, params.id),
);

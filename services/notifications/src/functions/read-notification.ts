import { api } from '@libs/handler';
import { ReadNotification } from '../contract/inbox.ts';
import { inbox } from '../data/inbox.ts';

/** PUT /notifications/{id}/read: one of the caller's notifications is read. */
export const handler = api(ReadNotification, async ({ caller, params }, store = inbox) =>
  store.read(caller.id, params.id),
);

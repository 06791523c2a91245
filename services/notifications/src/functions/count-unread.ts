import { api } from '@libs/handler';
import { CountUnread } from '../contract/inbox.ts';
import { unread } from '../data/unread.ts';

/** GET /notifications/unread-count: how many of the caller's notifications are not read. */
export const handler = api(CountUnread, async ({ caller }, counter = unread) => counter.count(caller.id));

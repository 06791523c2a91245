import { api } from '@libs/handler';
import { ListTopics } from '../contract/topics.ts';
import { subscriptions } from '../data/subscriptions.ts';

/** GET /topics: the caller's own subscriptions. */
export const handler = api(ListTopics, async ({ caller, query }, store = subscriptions) =>
  store.list(caller.id, query),
);

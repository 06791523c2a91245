import { api } from '@libs/handler';
import { PutSubscription } from '../contract/topics.ts';
import { subscriptions } from '../data/subscriptions.ts';

/** PUT /topics/{topic}/subscription: the caller wants to be told of a topic. */
export const handler = api(PutSubscription, async ({ caller, params }, store = subscriptions) =>
  store.add(caller.id, params.topic),
);

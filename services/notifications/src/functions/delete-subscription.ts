import { api } from '@libs/handler';
import { DeleteSubscription } from '../contract/topics.ts';
import { subscriptions } from '../data/subscriptions.ts';

/** DELETE /topics/{topic}/subscription: the caller wants to be told of a topic no more. */
export const handler = api(DeleteSubscription, async ({ caller, params }, store = subscriptions) =>
  store.remove(caller.id, params.topic),
);

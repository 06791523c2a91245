import { connections } from '../data/connections.ts';
import { deliveries, type DeliveryKey } from '../data/deliveries.ts';
import { liveDeliveries } from '../data/live-deliveries.ts';
import { notificationMessage } from './notification-message.ts';
import { assertAllReached } from './assert-all-reached.ts';
import { tell } from './tell.ts';

export type LiveOutcome = 'sent' | 'no-connection' | 'removed' | 'done';

/**
 * Posts a notification to every connection of its person. There is no claim and no lease, since told twice does no harm: clients merge by id. So a
 * delivery costs one write, and where nobody is connected, which is the rule, two reads before it.
 * @throws Error whose cause decides whether it is tried again, for those connections that could not be told
 */
export async function deliverLive(key: DeliveryKey, send = tell, now = new Date()): Promise<LiveOutcome> {
  const delivery = await liveDeliveries.find(key);
  if (!delivery) return 'done';
  const before = delivery.reached ?? [];
  const waiting = (await connections.of(key.userId, now.getTime())).filter(
    ({ connectionId }) => !before.includes(connectionId),
  );
  if (waiting.length === 0) return settle(key, before.length === 0 ? 'no-connection' : 'sent', now);

  const message = await notificationMessage(delivery);
  if (!message) return settle(key, 'removed', now);
  const outcome = await send(key.userId, waiting, message);
  const reached = [...before, ...outcome.told];
  if (outcome.failed.length > 0 && outcome.told.length > 0) await liveDeliveries.noteReached(key, reached);
  assertAllReached(outcome);
  return settle(key, reached.length === 0 ? 'no-connection' : 'sent', now);
}

async function settle(key: DeliveryKey, outcome: 'sent' | 'no-connection' | 'removed', at: Date): Promise<LiveOutcome> {
  await deliveries.note(key, 'sent', { at, ...(outcome === 'sent' ? {} : { reason: outcome }) });
  return outcome;
}

import { queue } from '@libs/handler';
import { DeliverLive } from '../contract/deliver-live.ts';
import { deliverLive } from '../live/deliver-live.ts';
import { tellUnread } from '../live/tell-unread.ts';

/** A notification, or the count of the unread, to every device of a person that is connected now. */
export const handler = queue(
  DeliverLive,
  async ({ body: { userId, deliveryId }, log }, deliver = deliverLive, count = tellUnread) => {
    if (deliveryId === undefined) return count(userId);
    log.info('live', { outcome: await deliver({ userId, deliveryId }) });
  },
);

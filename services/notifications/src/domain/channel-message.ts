import type { DeliveryChannel } from './channels.ts';

/** What a channel's queue carries: which delivery is to go out, or, for `live`, that the count of the unread is another. */
export type ChannelMessage =
  | { readonly userId: string; readonly deliveryId: string; readonly channel: DeliveryChannel }
  | { readonly userId: string; readonly channel: 'live'; readonly type: 'unread' };

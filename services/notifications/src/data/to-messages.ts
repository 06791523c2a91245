import type { ChannelMessage } from '../domain/channel-message.ts';
import type { NotificationsChange } from './changes.ts';

/**
 * What a change gives the channels to do: a delivery that is to go out now, or a count of the unread that is another on the person's devices.
 * What time to live removes changes no count that anybody waits for.
 */
export function toMessage(change: NotificationsChange): ChannelMessage | undefined {
  if (change.entity === 'delivery') {
    if (change.after?.state !== 'pending' || change.before?.state === 'pending') return undefined;
    const { userId, deliveryId, channel } = change.after;
    return { userId, deliveryId, channel };
  }
  const { userId } = change.after ?? change.before;
  return changesUnread(change) ? { userId, channel: 'live', type: 'unread' } : undefined;
}

/** That an entry comes is told with its delivery. */
function changesUnread(change: Exclude<NotificationsChange, { entity: 'delivery' }>): boolean {
  if (change.entity === 'recipient') return change.before?.readUpTo !== change.after?.readUpTo;
  if (change.before === undefined || change.before.readAt !== undefined) return false;
  return change.after === undefined ? !change.expired : change.after.readAt !== undefined;
}

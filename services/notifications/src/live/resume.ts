import { FAST } from '@libs/data';
import type { MessageBody } from '@libs/contracts';
import type { Resumed } from '../contract/live.ts';
import type { Notification } from '../contract/notification.ts';
import { NotificationEntity } from '../data/entities/notification.ts';
import { recipients } from '../data/recipients.ts';
import { unread } from '../data/unread.ts';
import { idAt } from '../domain/id-at.ts';
import { KEPT_SECONDS } from '../domain/kept.ts';
import { present } from '../domain/present.ts';
import { timeOfId } from '../domain/time-of-id.ts';

interface Since {
  readonly lastSeen?: string | undefined;
  readonly after?: string | undefined;
}
type Missed = Pick<MessageBody<typeof Resumed>, 'notifications' | 'more'>;

/** Notifications of one answer. */
const MOST = 50;

/** Bytes of one answer: API Gateway posts up to 128 KB, and there is more in a message than its notifications. */
const MOST_BYTES = 100_000;

/**
 * An id is made before its entry is stored, on machines whose clocks differ: an entry may appear below one that the client has seen already.
 * Planning takes seconds at most; a minute is plenty.
 */
const OVERLAP_MILLISECONDS = 60_000;

/** What a client missed, read consistently: what is stored later is posted to the connection that it asks on. */
export async function resume(userId: string, since: Since, now = Date.now()): Promise<MessageBody<typeof Resumed>> {
  const recipient = await recipients.find(userId);
  const from = startOf(since, now);
  const [missed, count] = await Promise.all([
    from === undefined ? { notifications: [], more: false } : read(userId, from, recipient),
    unread.count(userId, recipient ?? {}),
  ]);
  return { type: 'resumed', ...missed, unread: count };
}

/** Entries above it are told: none that is older than the inbox keeps them, though time to live may not have removed it yet. */
function startOf({ lastSeen, after }: Since, now: number): string | undefined {
  const oldest = idAt(now - KEPT_SECONDS * 1000, 'lowest');
  if (after !== undefined) return later(after.toLowerCase(), oldest);
  return lastSeen === undefined ? undefined : later(idAt(timeOfId(lastSeen) - OVERLAP_MILLISECONDS, 'lowest'), oldest);
}

const later = (one: string, other: string): string => (one > other ? one : other);

async function read(userId: string, from: string, recipient: Parameters<typeof present>[1]): Promise<Missed> {
  const { data } = await NotificationEntity.query
    .one({ userId })
    .gt({ notificationId: from })
    .go({ ...FAST, consistent: true, order: 'asc', limit: MOST + 1 });
  const notifications: Notification[] = [];
  let bytes = 0;
  for (const item of data.slice(0, MOST)) {
    const notification = present(item, recipient);
    bytes += Buffer.byteLength(JSON.stringify(notification));
    if (bytes > MOST_BYTES) break;
    notifications.push(notification);
  }
  return { notifications, more: notifications.length < data.length };
}

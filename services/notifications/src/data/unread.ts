import { FAST } from '@libs/data';
import type { Unread } from '../contract/notification.ts';
import type { Recipient } from '../domain/recipient.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';

/** Beyond this nobody counts: a badge says `99+`. It bounds what a count reads, 13 read units with entries of 1 kB. */
const MOST = 100;

export interface CountOptions {
  /** An entry that is certainly unread: the index may not have it yet. */
  readonly known?: string | undefined;
  /** Epoch milliseconds. */
  readonly now?: number;
}

/** How many entries of an inbox wait to be read. */
export const unread = { count };

/**
 * Counts from the newest backwards, so that one query is enough: what has expired and is still there lies at its end. The index follows the table
 * within a second or so, hence an entry that was stored or read just now may be counted wrong.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 * @param recipient saves a read where it is known already
 */
async function count(
  userId: string,
  recipient?: Pick<Recipient, 'readUpTo'>,
  { known, now = Date.now() }: CountOptions = {},
): Promise<Unread> {
  const { readUpTo = '' } = recipient ?? (await readUpToOf(userId));
  const { data, cursor } = await NotificationEntity.query
    .unread({ userId })
    .gt({ notificationId: readUpTo })
    .go({ ...FAST, order: 'desc', limit: MOST + 1, attributes: ['notificationId', 'expiresAt'] });
  const alive = data.filter(({ expiresAt }) => expiresAt * 1000 > now).length;
  const missing = known !== undefined && data.every(({ notificationId }) => notificationId !== known) ? 1 : 0;
  const counted = alive + missing;
  // A page may end before its limit, at 1 MB.
  return { count: Math.min(counted, MOST), more: counted > MOST || (cursor !== null && alive === data.length) };
}

async function readUpToOf(userId: string): Promise<{ readUpTo?: string | undefined }> {
  const { data } = await RecipientEntity.get({ userId }).go({ ...FAST, consistent: true, attributes: ['readUpTo'] });
  return data ?? {};
}

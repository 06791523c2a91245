import { FAST } from '@libs/data';
import type { Recipient } from '../domain/recipient.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';

/** Beyond this nobody counts: a badge says `99+`. It bounds what a count reads, 13 read units with entries of 1 kB. */
const MOST = 100;

/** How many entries of an inbox wait to be read; `more`: there are more than are counted. */
export interface Unread {
  /** 0 to 100. */
  readonly count: number;
  readonly more: boolean;
}

export const unread = { count };

/**
 * Counts from the newest backwards, so that one query is enough: what has expired and is still there lies at its end. The index follows the table
 * within a second or so, hence an entry that was stored just now may be missing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 * @param recipient saves a read where it is known already
 */
async function count(userId: string, recipient?: Pick<Recipient, 'readUpTo'>, now = Date.now()): Promise<Unread> {
  const { readUpTo = '' } = recipient ?? (await readUpToOf(userId));
  const { data, cursor } = await NotificationEntity.query
    .unread({ userId })
    .gt({ notificationId: readUpTo })
    .go({ ...FAST, order: 'desc', limit: MOST + 1, attributes: ['expiresAt'] });
  const alive = data.filter(({ expiresAt }) => expiresAt * 1000 > now).length;
  // A page may end before its limit, at 1 MB.
  return { count: Math.min(alive, MOST), more: alive > MOST || (cursor !== null && alive === data.length) };
}

async function readUpToOf(userId: string): Promise<{ readUpTo?: string | undefined }> {
  const { data } = await RecipientEntity.get({ userId }).go({ ...FAST, consistent: true, attributes: ['readUpTo'] });
  return data ?? {};
}

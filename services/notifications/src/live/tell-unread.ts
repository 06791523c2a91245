import { connections } from '../data/connections.ts';
import { unread } from '../data/unread.ts';
import { assertAllReached } from './assert-all-reached.ts';
import { tell } from './tell.ts';

/** Posts the count of the unread to every connection of a person; nothing is counted when there is none. */
export async function tellUnread(userId: string, open = connections, counting = unread): Promise<void> {
  const ids = await open.of(userId);
  if (ids.length === 0) return;
  assertAllReached(await tell(userId, ids, { type: 'unread', unread: await counting.count(userId) }));
}

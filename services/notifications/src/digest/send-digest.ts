import { type DueDigest, digests } from '../data/digests.ts';
import { digestSpan } from '../domain/digest-span.ts';
import { nextDigestAt } from '../domain/digest-times.ts';

/** `nothing`: there was nothing unread, or no address. `not-due`: the person has gone or chosen otherwise, or another run was first. */
export type SentDigest = 'sent' | 'nothing' | 'not-due';

/**
 * Sends a person the digest that is due, and sets the time of the next one, which lies after now: of several that were missed there is one. It may be
 * repeated and done by several at once.
 */
export async function sendDigest(due: DueDigest, now: Date, store = digests): Promise<SentDigest> {
  const known = await store.recipient(due);
  if (!known) return 'not-due';
  const { recipient, upTo } = known;
  const { digest, timeZone } = recipient.preferences;
  if (digest === 'off') {
    const stopped = await store.settle(due, { next: undefined, upTo: now.getTime(), to: recipient }, now);
    return stopped ? 'nothing' : 'not-due';
  }
  const span = digestSpan(digest, { upTo, dueAt: due.dueAt }, now);
  const { count, items } = await store.unread(recipient, span);
  const isTold = count > 0 && recipient.email !== undefined;
  const settled = await store.settle(
    due,
    {
      next: nextDigestAt(digest, timeZone, now),
      // A span that ends before it begins tells of nothing, and takes nothing back.
      upTo: Math.max(span.from, span.to),
      told: isTold ? { kind: 'digest', period: digest, count, items } : undefined,
      to: recipient,
    },
    now,
  );
  if (!settled) return 'not-due';
  return isTold ? 'sent' : 'nothing';
}

import { type Log, metrics } from '@libs/observability';
import pMap from 'p-map';
import { type DueDigest, digests } from '../data/digests.ts';
import { DUE_SHARDS } from '../domain/due-shard.ts';
import { type SentDigest, sendDigest } from './send-digest.ts';

/** People at the same time: each is three calls to the table, one after the other. */
const AT_ONCE = 20;
/** So many failures are told one by one: what keeps one back mostly keeps back many. */
const TOLD = 10;
const QUARTER = 15 * 60 * 1000;
/** Milliseconds after which nothing more is begun: a minute less than the function may run. */
const LONGEST = 240_000;

interface Run {
  readonly now: Date;
  readonly log: Log;
}

/**
 * Sends all digests that are due, page by page, for four minutes at most: the next run goes on, and each begins with another shard. One that fails keeps back no other, and is due again in the next run.
 * @throws AggregateError with what went wrong, after everything has been tried
 */
export async function sendDueDigests({ now, log }: Run, store = digests, clock = Date.now): Promise<void> {
  const end = clock() + LONGEST;
  const isOver = (): boolean => clock() >= end;
  const counts: Record<SentDigest, number> = { sent: 0, nothing: 0, 'not-due': 0 };
  const failures: unknown[] = [];
  const send = async (due: DueDigest): Promise<void> => {
    if (isOver()) return;
    try {
      counts[await sendDigest(due, now, store)]++;
    } catch (error) {
      failures.push(error);
    }
  };
  const first = Math.floor(now.getTime() / QUARTER) % DUE_SHARDS.length;
  for (const shard of [...DUE_SHARDS.slice(first), ...DUE_SHARDS.slice(0, first)]) {
    let cursor: string | undefined;
    do {
      if (isOver()) break;
      const page = await store.due(shard, now, cursor);
      await pMap(page.items, send, { concurrency: AT_ONCE });
      cursor = page.next;
    } while (cursor !== undefined);
  }
  metrics.addMetric('DigestsSent', 'Count', counts.sent);
  log.info('digests', { ...counts, failures: failures.length, complete: !isOver() });
  for (const error of failures.slice(0, TOLD)) log.error('digest not sent', { error });
  if (failures.length > 0) throw new AggregateError(failures, 'Some digests could not be sent');
}

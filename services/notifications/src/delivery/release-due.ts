import type { Log } from '@libs/observability';
import pMap from 'p-map';
import { deliveries, type StoredDelivery } from '../data/deliveries.ts';
import { DUE_SHARDS } from '../domain/due-shard.ts';

/** Writes of one shard at the same time; all 16 together keep the SDK's 50 connections busy. */
const AT_ONCE = 3;

/**
 * Sends on their way what quiet hours or a pause have held. Each is released by a condition of its own, so that this may be killed anywhere, and two
 * may do it at once: what is left over is due in the next minute as well.
 * @param signal when it aborts, no further ones are begun
 * @returns how many
 * @throws AggregateError when some could not be released, after all others were
 */
export async function releaseDue(
  { now, signal, log }: { readonly now: Date; readonly signal: AbortSignal; readonly log: Log },
  store: Pick<typeof deliveries, 'due' | 'release'> = deliveries,
): Promise<number> {
  let released = 0;
  const errors: unknown[] = [];

  async function releaseOne(delivery: StoredDelivery): Promise<void> {
    if (signal.aborted) return;
    try {
      if (await store.release(delivery)) released += 1;
    } catch (error) {
      errors.push(error);
    }
  }

  async function releaseShard(shard: string): Promise<void> {
    try {
      for await (const page of store.due(shard, now)) {
        await pMap(page, releaseOne, { concurrency: AT_ONCE });
        if (signal.aborted) return;
      }
    } catch (error) {
      errors.push(error);
    }
  }

  await Promise.all(DUE_SHARDS.map(releaseShard));
  log.info('released', { released, failed: errors.length, done: !signal.aborted });
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of the due deliveries were not released`);
  return released;
}

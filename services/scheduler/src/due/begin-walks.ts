import { positions } from '../data/positions.ts';
import type { Minute } from '../domain/minute.ts';

/** Shards to which this process has seen. */
const seen = new Set<number>();

/**
 * Has both walks of a shard begin, if they have not, no later than what was first written there: whatever becomes of the ticks until then, it is found.
 * @param written the minute before which nothing was written, by shard
 */
export async function beginWalks(
  written: ReadonlyMap<number, Minute>,
  places: Pick<typeof positions, 'save'> = positions,
  known = seen,
): Promise<void> {
  for (const [shard, minute] of written) {
    if (known.has(shard)) continue;
    for (const walk of ['hand-out', 'check'] as const) await places.save({ shard, walk, minute }, { minute });
    known.add(shard);
  }
}

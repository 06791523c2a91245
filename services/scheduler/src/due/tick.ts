import { handOutQueue } from '../adapters/hand-out-queue.ts';
import { dueShards } from '../data/due-shards.ts';
import { positions } from '../data/positions.ts';

/**
 * Has every shard of the due index walked: those that are filled now, and those that were when there were more of them. Twice does no harm.
 * @returns how many
 */
export async function tick(
  shards = dueShards(),
  places: Pick<typeof positions, 'shards'> = positions,
  queue: Pick<typeof handOutQueue, 'send'> = handOutQueue,
): Promise<number> {
  const present = Array.from({ length: shards }, (_, shard) => shard);
  const all = [...new Set([...present, ...(await places.shards())])];
  await queue.send(all);
  return all.length;
}

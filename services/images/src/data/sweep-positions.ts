import { FAST } from '@libs/data';
import { SweepPositionEntity } from './entities/sweep-position.ts';

export type Walk = 'originals' | 'renditions' | 'copies' | 'pictures';

/** How far the sweep has come with each of its walks. Of two sweeps at once the later note counts: both have looked at what is before it. */
export const sweepPositions = { get, set };

/** Undefined at the beginning. */
async function get(walk: Walk): Promise<string | undefined> {
  const { data } = await SweepPositionEntity.get({ walk }).go({ ...FAST, consistent: true });
  return data?.after;
}

/** @param after undefined when the end was reached: the next run begins anew */
async function set(walk: Walk, after: string | undefined): Promise<void> {
  if (after === undefined) await SweepPositionEntity.delete({ walk }).go(FAST);
  else await SweepPositionEntity.put({ walk, after }).go(FAST);
}

import { queue } from '@libs/handler';
import { metrics } from '@libs/observability';
import { DueShard } from '../contract/due.ts';
import { handOut } from '../due/hand-out.ts';

/** Milliseconds, of the 50 seconds that the function has: the page at hand has to be done, and the position stored. The next tick goes on. */
const LONGEST = 40_000;

/** Hands to the queue what is due soon in a shard of the index. */
export const handler = queue(DueShard, async ({ body: { shard }, log, signal }, work = handOut) => {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]);
  const { handedOut, woken } = await work({ shard, clock: () => new Date(), signal: enough, log });
  metrics.addMetric('OccurrencesHandedOut', 'Count', handedOut);
  metrics.addMetric('OccurrencesWoken', 'Count', woken);
});

import { cron } from '@libs/handler';
import { tick } from '../due/tick.ts';

/** Every minute: has all shards of the due index walked. */
export const handler = cron('tick', async ({ log }, run = tick) => {
  log.debug('ticked', { shards: await run() });
});

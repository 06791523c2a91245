import { cron } from '@libs/handler';
import { sweep } from '../sweep/sweep.ts';

/** Once an hour: uploads that never came, pictures that got stuck, objects without a picture, pictures without their object. */
export const handler = cron('sweep', async ({ scheduledAt, log }, run = sweep) =>
  run({ now: scheduledAt.getTime(), log }),
);

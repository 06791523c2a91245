import { cron } from '@libs/handler';
import { releaseDue } from '../delivery/release-due.ts';

/** Every minute: what quiet hours or a pause have held, and is due now, goes on its way. */
export const handler = cron('release-held', async ({ log, signal }, release = releaseDue) => {
  await release({ now: new Date(), signal, log });
});

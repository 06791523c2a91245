import { cron } from '@libs/handler';
import { sendDueDigests } from '../digest/send-due-digests.ts';

/** Every quarter of an hour: the digests of those for whom it is 08:00. What counts is the time at which it runs, however late that is. */
export const handler = cron('send-digests', async ({ log }, send = sendDueDigests) => send({ now: new Date(), log }));

import { cron } from '@libs/handler';
import { reportSignIns } from '../report/report-sign-ins.ts';

/** Once an hour: the sign-ins of the hours that are over, to S3. What counts is the time at which it runs, however late that is. */
export const handler = cron('report-sign-ins', async ({ log }, report = reportSignIns) =>
  report({ now: new Date(), log }),
);

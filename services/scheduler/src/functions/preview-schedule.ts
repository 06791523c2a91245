import { api } from '@libs/handler';
import { PreviewSchedule } from '../contract/routes.ts';
import { preview } from '../domain/preview.ts';

/** GET /schedules/preview: the next times of a cron expression. */
export const handler = api(PreviewSchedule, async ({ query: { count = 10, ...when } }, now = new Date()) => ({
  items: preview(when, count, now),
}));

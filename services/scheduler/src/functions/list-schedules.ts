import { api } from '@libs/handler';
import { ListSchedules } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** GET /schedules: the caller's own, next first. */
export const handler = api(ListSchedules, async ({ caller, query }, store = schedules) => {
  const page = await store.list(caller.id, query);
  return { ...page, items: page.items.map(presentSchedule) };
});

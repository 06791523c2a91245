import { api } from '@libs/handler';
import { GetSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** GET /schedules/{id}: one of the caller's own. */
export const handler = api(GetSchedule, async ({ caller, params }, store = schedules) =>
  presentSchedule(await store.get({ ownerId: caller.id, scheduleId: params.id })),
);

import { api } from '@libs/handler';
import { PauseSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { pause } from '../domain/pause.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** POST /schedules/{id}/pause: nothing fires any more. */
export const handler = api(PauseSchedule, async ({ caller, params, ifMatch }, store = schedules, now = new Date()) => {
  const ref = { ownerId: caller.id, scheduleId: params.id };
  return presentSchedule(await store.change(ref, { version: ifMatch }, (before) => pause(before, now)));
});

import { api } from '@libs/handler';
import { DeleteSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';

/** DELETE /schedules/{id}: nothing of it fires any more. */
export const handler = api(DeleteSchedule, async ({ caller, params, ifMatch }, store = schedules) =>
  store.remove({ ownerId: caller.id, scheduleId: params.id }, { version: ifMatch }),
);

import { api } from '@libs/handler';
import { UpdateSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { change } from '../domain/change.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** PATCH /schedules/{id}: plans it otherwise. */
export const handler = api(
  UpdateSchedule,
  async ({ caller, params, body, ifMatch }, store = schedules, now = new Date()) => {
    const ref = { ownerId: caller.id, scheduleId: params.id };
    const changed = await store.change(ref, { version: ifMatch }, (before) => {
      const next = change(before, body, now);
      assertMayPublish(next.action, caller);
      return next;
    });
    return presentSchedule(changed);
  },
);

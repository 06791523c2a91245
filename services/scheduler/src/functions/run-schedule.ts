import { api } from '@libs/handler';
import { RunSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { presentSchedule } from '../domain/present-schedule.ts';
import { runNow } from '../domain/run-now.ts';

/** POST /schedules/{id}/run-now: one occurrence beside those that are planned. What it does follows from the write, hence 202. */
export const handler = api(
  RunSchedule,
  async ({ caller, params, headers, ifMatch }, store = schedules, now = new Date()) => {
    const ref = { ownerId: caller.id, scheduleId: params.id };
    const run = await store.change(ref, { version: ifMatch }, (before) => {
      assertMayPublish(before.action, caller);
      return runNow(before, now, headers['idempotency-key']);
    });
    return presentSchedule(run);
  },
);

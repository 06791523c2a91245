import { api } from '@libs/handler';
import { RunSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { presentSchedule } from '../domain/present-schedule.ts';
import { runNow, wasRunBy } from '../domain/run-now.ts';
import type { Schedule } from '../domain/schedule.ts';

/** POST /schedules/{id}/run-now: one occurrence beside those that are planned. What it does follows from the write, hence 202. */
export const handler = api(
  RunSchedule,
  async ({ caller, params, headers, ifMatch }, store = schedules, now = new Date()) => {
    const ref = { ownerId: caller.id, scheduleId: params.id };
    const key = headers['idempotency-key'];
    const expected = { version: ifMatch, wasChanged: (schedule: Schedule) => wasRunBy(schedule, key) };
    const run = await store.change(ref, expected, (before) => {
      assertMayPublish(before.action, caller);
      return runNow(before, now, key);
    });
    return presentSchedule(run);
  },
);

import { api } from '@libs/handler';
import { ResumeSchedule } from '../contract/routes.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { presentSchedule } from '../domain/present-schedule.ts';
import { resume } from '../domain/resume.ts';

/** POST /schedules/{id}/resume: it fires again, from now on. */
export const handler = api(ResumeSchedule, async ({ caller, params, ifMatch }, store = schedules, now = new Date()) => {
  const ref = { ownerId: caller.id, scheduleId: params.id };
  const resumed = await store.change(ref, { version: ifMatch }, (before) => {
    assertMayPublish(before.action, caller);
    return resume(before, now);
  });
  return presentSchedule(resumed);
});

import { api, reply } from '@libs/handler';
import { v7 } from 'uuid';
import { CreateSchedule } from '../contract/routes.ts';
import { repeatableId } from '../data/repeatable-id.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { newSchedule } from '../domain/new-schedule.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** POST /schedules: plans something for later. */
export const handler = api(CreateSchedule, async ({ caller, headers, body }, store = schedules, now = new Date()) => {
  assertMayPublish(body.action, caller);
  const plan = { ...body, misfire: body.misfire ?? 'fire-now' } as const;
  const key = headers['idempotency-key'];
  const scheduleId = key === undefined ? v7() : repeatableId(caller.id, key, plan);
  const schedule = await store.create(newSchedule({ ownerId: caller.id, scheduleId }, plan, now));
  return reply(presentSchedule(schedule), { location: `/schedules/${schedule.scheduleId}` });
});

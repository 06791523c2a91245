import { api, reply } from '@libs/handler';
import { v7 } from 'uuid';
import { CreateSchedule } from '../contract/routes.ts';
import { repeatable } from '../data/repeatable.ts';
import { schedules } from '../data/schedules.ts';
import { assertMayPublish } from '../domain/assert-may-publish.ts';
import { newSchedule } from '../domain/new-schedule.ts';
import { presentSchedule } from '../domain/present-schedule.ts';

/** POST /schedules: plans something for later. */
export const handler = api(
  CreateSchedule,
  async ({ caller, headers, body }, store = schedules, repeated = repeatable, now = new Date()) => {
    assertMayPublish(body.action, caller);
    const plan = { ...body, misfire: body.misfire ?? 'fire-now' } as const;
    const ownerId = caller.id;
    const key = headers['idempotency-key'];
    const request = key === undefined ? undefined : { ownerId, key, plan };
    // First: the time of what was planned may have passed.
    const schedule =
      (request && (await repeated.find(request, now))) ??
      (await store.create(
        newSchedule({ ownerId, scheduleId: request ? repeated.idAt(request, now) : v7() }, plan, now),
      ));
    return reply(presentSchedule(schedule), { location: `/schedules/${schedule.scheduleId}` });
  },
);

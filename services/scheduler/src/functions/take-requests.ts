import { consumer } from '@libs/handler';
import { ScheduleCancelled, ScheduleRequested } from '../contract/requests.ts';
import { requests } from '../data/requests.ts';
import { requestedRef } from '../data/requested-ref.ts';
import { requestedSchedule } from '../domain/requested-schedule.ts';

/**
 * ScheduleRequested and ScheduleCancelled of other services: of what is asked under one key the highest version holds, in whichever order it comes.
 * One that makes no sense goes to the dead-letter queue, and what held before goes on.
 */
export const handler = consumer(
  [ScheduleRequested, ScheduleCancelled],
  async ({ source: service, name, data, metadata, log }, store = requests, now = new Date()) => {
    const { key, version, userId } = data;
    const ref = requestedRef({ service, key, userId });
    const request = { ...ref, version };
    const taken =
      name === 'ScheduleCancelled'
        ? await store.cancel(request, now)
        : await store.take(
            request,
            (before) => requestedSchedule(data, { service, ref, madeAt: new Date(metadata.occurredAt), now }, before),
            now,
          );
    log.info(taken, { asked: name, by: service, scheduleId: ref.scheduleId, requested: version });
  },
);

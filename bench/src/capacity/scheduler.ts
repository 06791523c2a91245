import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import type { When } from '../../../services/scheduler/src/contract/schedule.ts';
import type { Schedule } from '../../../services/scheduler/src/domain/schedule.ts';
import type { Record } from './record.ts';
import { idleMinute } from './scheduler-minute.ts';

const HOUR = 3_600_000;
const RECURRING: When = { cron: '0 9 * * *', timeZone: 'Europe/Berlin' };
const { signal } = new AbortController();

/** Schedules of one person, from their creation to their end, as the functions do it. Queues take everything: what is counted is the table. */
export async function schedulerCapacity(record: Record): Promise<void> {
  process.env['DUE_SHARDS'] = '16';
  process.env['MAX_SCHEDULES'] = '200';
  const { schedules } = await import('../../../services/scheduler/src/data/schedules.ts');
  const { ScheduleEntity } = await import('../../../services/scheduler/src/data/entities/schedule.ts');
  const { reminder } = await import('../schedules/reminder.ts');
  const { pause } = await import('../../../services/scheduler/src/domain/pause.ts');
  const { resume } = await import('../../../services/scheduler/src/domain/resume.ts');
  const { change } = await import('../../../services/scheduler/src/domain/change.ts');
  const { fire } = await import('../../../services/scheduler/src/firing/fire.ts');
  const { followUp } = await import('../../../services/scheduler/src/firing/follow-up.ts');
  const ownerId = randomUUID();

  /** At its time, what the message of the queue does. */
  async function settle({ scheduleId, version, nextAt = '' }: Schedule): Promise<void> {
    const run = { clock: () => new Date(nextAt), signal, log };
    const { outcome } = await fire({ ownerId, scheduleId, version, plannedAt: nextAt }, run);
    if (outcome !== 'settled') throw new Error(`The occurrence is ${outcome}.`);
  }

  async function stored(scheduleId: string) {
    const { data } = await ScheduleEntity.get({ ownerId, scheduleId }).go({ consistent: true });
    if (!data) throw new Error('The schedule is gone.');
    return data;
  }

  for (const characters of [100, 2000]) {
    const text = `a text of ${characters} characters`;
    const once = reminder({ at: new Date(Date.now() + HOUR).toISOString() }, { ownerId, characters });
    const daily = reminder(RECURRING, { ownerId, characters });
    await record(`POST /schedules, ${text}`, () => schedules.create(once));
    await schedules.create(daily);
    await record(`a one-off one fires, ${text}`, () => settle(once));
    // From then on each state has what the one before has settled.
    await settle(daily);
    const second = await schedules.get(daily);
    await record(`a recurring one fires, ${text}`, () => settle(second));
    const third = await schedules.get(daily);
    await record(`POST .../pause, ${text}`, () => schedules.change(daily, {}, (before) => pause(before, new Date())));
    await record(`POST .../resume, ${text}`, () => schedules.change(daily, {}, (before) => resume(before, new Date())));
    await record(`PATCH /schedules/{id}, ${text}`, () =>
      schedules.change(third, {}, (before) => change(before, { misfire: 'skip' }, new Date())),
    );
  }

  const daily = reminder(RECURRING, { ownerId });
  await schedules.create(daily);
  const before = await stored(daily.scheduleId);
  await settle(daily);
  const after = await stored(daily.scheduleId);
  const about = {
    entity: 'schedule',
    id: '1',
    at: new Date(),
    correlationId: '1',
    operation: '',
    expired: false,
  } as const;
  const changes = [{ ...about, kind: 'changed', before, after }] as const;
  const keep = async () => followUp({ changes, now: new Date() }, { send: async () => {} });
  // The first one has the walks of its shard begin.
  await keep();
  await record('follow-up: the row of the history', keep);
  for (let one = 0; one < 20; one++) await schedules.create(reminder(RECURRING, { ownerId }));
  await record('GET /schedules, a page of 20', () => schedules.list(ownerId, { limit: 20 }));
  await record('GET /schedules/{id}', () => schedules.get(daily));
  await record('DELETE /schedules/{id}', () => schedules.remove(daily));
  for (const shards of [1, 4, 16, 64]) {
    await record(`a minute with nothing due, ${shards} shards`, await idleMinute(shards));
  }
}

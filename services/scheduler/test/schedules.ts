import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { schedules } from '../src/data/schedules.ts';
import { newSchedule } from '../src/domain/new-schedule.ts';
import type { Plan, Schedule } from '../src/domain/schedule.ts';
import { settle } from '../src/domain/settle.ts';

/** Every hour, tells the owner to stretch. */
const hourly: Plan = {
  when: { cron: '0 * * * *', timeZone: 'UTC' },
  misfire: 'fire-now',
  action: { type: 'notify', title: 'Stretch', body: '', category: 'schedules' },
};

interface Given extends Partial<Plan> {
  readonly ownerId?: string;
  readonly now?: Date;
}

/** A new schedule, in memory: hourly unless told otherwise. */
export function planned({ ownerId = randomUUID(), now = new Date(), ...plan }: Given = {}): Schedule {
  return newSchedule({ ownerId, scheduleId: v7() }, { ...hourly, ...plan }, now);
}

/** The same, stored. */
export async function stored(given: Given = {}): Promise<Schedule> {
  return schedules.create(planned(given));
}

/** The same after its only occurrence has fired, so many milliseconds late. */
export function finish(schedule: Schedule, late = 0): Schedule {
  return settle({ ...schedule, maxOccurrences: 1 }, new Date(Date.parse(schedule.nextAt ?? '') + late));
}

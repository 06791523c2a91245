import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { ScheduleEntity } from '../../../services/scheduler/src/data/entities/schedule.ts';
import { scheduleItem } from '../../../services/scheduler/src/data/schedule-item.ts';
import { newSchedule } from '../../../services/scheduler/src/domain/new-schedule.ts';

/** Of a reminder: 100 characters. */
const BODY = 'Water the plants in the hall, all of them, and the two on the stairs that everybody else forgets. ok';

/** Stores a schedule for each of these instants, straight in the table, each of an owner of its own. */
export async function storeOneOffs(instants: readonly number[]): Promise<void> {
  const items = instants.map((instant) => {
    const when = { at: new Date(instant).toISOString() };
    const action = { type: 'notify', title: 'Water the plants', body: BODY, category: 'schedules' } as const;
    const plan = { when, misfire: 'fire-now', action } as const;
    return scheduleItem(newSchedule({ ownerId: randomUUID(), scheduleId: v7() }, plan, new Date()));
  });
  for (let start = 0; start < items.length; start += 500) {
    await ScheduleEntity.put(items.slice(start, start + 500)).go({ concurrent: 4 });
  }
}

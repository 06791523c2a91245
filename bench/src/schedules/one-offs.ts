import { ScheduleEntity } from '../../../services/scheduler/src/data/entities/schedule.ts';
import { scheduleItem } from '../../../services/scheduler/src/data/schedule-item.ts';
import { reminder } from './reminder.ts';

/** Stores a schedule for each of these instants, straight in the table, each of an owner of its own. */
export async function storeOneOffs(instants: readonly number[]): Promise<void> {
  const items = instants.map((instant) => scheduleItem(reminder({ at: new Date(instant).toISOString() })));
  for (let start = 0; start < items.length; start += 500) {
    await ScheduleEntity.put(items.slice(start, start + 500)).go({ concurrent: 4 });
  }
}

import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { When } from '../../../services/scheduler/src/contract/schedule.ts';
import { newSchedule } from '../../../services/scheduler/src/domain/new-schedule.ts';
import type { Schedule } from '../../../services/scheduler/src/domain/schedule.ts';

interface Given {
  readonly ownerId?: string;
  /** Length of its text. */
  readonly characters?: number;
  readonly now?: Date;
}

/** A new schedule that reminds its owner: in memory, active. */
export function reminder(
  when: When,
  { ownerId = randomUUID(), characters = 100, now = new Date() }: Given = {},
): Schedule {
  const text = { title: 'Water the plants', body: 'x'.repeat(characters), category: 'schedules' } as const;
  const plan = { when, misfire: 'fire-now', action: { type: 'notify', ...text } } as const;
  return newSchedule({ ownerId, scheduleId: v7() }, plan, now);
}

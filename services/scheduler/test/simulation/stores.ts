import type { ScheduleChange } from '../../src/data/changes.ts';
import type { due } from '../../src/data/due.ts';
import type { occurrences } from '../../src/data/occurrences.ts';
import type { owners } from '../../src/data/owners.ts';
import type { positions } from '../../src/data/positions.ts';
import type { schedules } from '../../src/data/schedules.ts';

/** All that the workers of the scheduler, and those who plan, ask of the table. */
export interface Stores {
  readonly schedules: Pick<typeof schedules, 'create' | 'find' | 'save' | 'change' | 'remove'>;
  readonly due: Pick<typeof due, 'page' | 'wakeLater'>;
  readonly positions: Pick<typeof positions, 'find' | 'save' | 'shards'>;
  readonly occurrences: Pick<typeof occurrences, 'keep'>;
  readonly owners: Pick<typeof owners, 'isClosed'>;
  /** What the table's stream has had since it was asked last, in its order. */
  readonly stream: () => Promise<readonly ScheduleChange[]>;
}

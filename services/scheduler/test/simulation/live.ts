import { Failure } from '@libs/contracts/errors';
import { change } from '../../src/domain/change.ts';
import { newSchedule } from '../../src/domain/new-schedule.ts';
import { pause } from '../../src/domain/pause.ts';
import { resume } from '../../src/domain/resume.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { MINUTE } from '../../src/domain/times.ts';
import { type Deed, type Life, TROUBLE } from './arbitrary-life.ts';
import { chaos, type Faults } from './chaos.ts';
import { memoryStores } from './memory-stores.ts';
import { World } from './world.ts';

const OWNER = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';

/** As long as what was lost may sleep: an hour, and some for those that wake it. */
const CALM_MINUTES = 130;

export interface Lived {
  readonly world: World;
  readonly history: ReadonlyMap<string, unknown>;
}

/** Lets a life happen, with faults for its first part and none for the rest. */
export async function live({ start, schedules, outages, jumps, seed }: Life, faults: Faults): Promise<Lived> {
  const dice = chaos(seed, faults);
  let history: ReadonlyMap<string, unknown> = new Map();
  const world = new World(
    { start: new Date(start), shards: 2 },
    (of) => {
      const stores = memoryStores(() => of.now, dice.indexLag);
      ({ history } = stores);
      return stores;
    },
    dice,
  );
  for (const { scheduleId, createdAfter, plan, deeds } of schedules) {
    world.plan(start + createdAfter, async (stores) =>
      unlessRefused(async () =>
        stores.schedules.create(
          newSchedule({ ownerId: OWNER, scheduleId, requestedBy: undefined }, plan, world.clock()),
        ),
      ),
    );
    for (const deed of deeds) {
      world.plan(start + createdAfter + deed.after, async (stores) =>
        unlessRefused(async () => {
          if (deed.does === 'remove') return stores.schedules.remove({ ownerId: OWNER, scheduleId });
          const ref = { ownerId: OWNER, scheduleId };
          return stores.schedules.change(ref, {}, (before) => after(before, deed, world.clock()));
        }),
      );
    }
  }
  for (const { after: from, lasts } of outages) {
    world.plan(start + from, async () => void (world.ticking = false));
    world.plan(start + from + lasts, async () => void (world.ticking = true));
  }
  for (const { after: from, lasts, by } of jumps) {
    world.plan(start + from, async () => void (world.skew = by));
    world.plan(start + from + lasts, async () => void (world.skew = 0));
  }
  await world.runUntil(start + 2 * TROUBLE * MINUTE);
  dice.calm();
  await world.runUntil(start + (2 * TROUBLE + CALM_MINUTES) * MINUTE);
  return { world, history };
}

const RULES = {
  pause,
  resume,
  'run-now': runNow,
} satisfies Partial<Record<Deed['does'], (before: Schedule, now: Date) => Schedule>>;

function after(before: Schedule, deed: Exclude<Deed, { does: 'remove' }>, now: Date): Schedule {
  return deed.does === 'change' ? change(before, { when: deed.when }, now) : RULES[deed.does](before, now);
}

/** People ask for what cannot be: a time that has passed, a schedule that is finished or gone. */
async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

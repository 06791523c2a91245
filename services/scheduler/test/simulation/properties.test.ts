import { assert, asyncProperty } from 'fast-check';
import { settledIn } from '../../src/data/changes.ts';
import { MINUTE, SECOND } from '../../src/domain/times.ts';
import { type Life, lives } from './arbitrary-life.ts';
import { wrongs } from './assess.ts';
import { CALM, type Faults } from './chaos.ts';
import { live } from './live.ts';
import type { World } from './world.ts';

process.env['DUE_SHARDS'] = '2';

/** Worse by far than anything that was ever seen. */
const TROUBLE: Faults = {
  killed: 0.02,
  slow: 0.02,
  doubled: 0.1,
  late: 0.1,
  lost: 0.05,
  tickLost: 0.2,
  tickTwice: 0.1,
  repeated: 0.2,
  indexLag: 5000,
};

/** Half of all messages are lost, as when the queue's function is broken: much is overdue when it is mended. */
const BROKEN: Faults = { ...TROUBLE, lost: 0.5, killed: 0.1 };

/** Bounded by time: a slow machine sees fewer lives. What fails tells its seed and its path: give both to `assert` to see it again. */
const BOUNDS = { numRuns: 1000, interruptAfterTimeLimit: 5 * SECOND, markInterruptAsFailure: false };

const allSettledIn = ({ changes }: World) => changes.flatMap(settledIn);

it.each([
  ['in trouble', TROUBLE],
  ['while half of all messages are lost', BROKEN],
])('fires everything that is due once, and nothing else, %s', async (_, faults) => {
  await assert(
    asyncProperty(lives, async (life) => {
      // Act
      const { world, history } = await live(life, faults);
      // Assess
      expect(wrongs(world, world.now - 20 * SECOND)).toEqual([]);
      expect([...history.keys()].toSorted()).toEqual(
        allSettledIn(world)
          .map(({ occurrenceId }) => occurrenceId)
          .toSorted(),
      );
    }),
    BOUNDS,
  );
});

/** Two ticks at most do not come. */
const calmer = (life: Life): Life => ({
  ...life,
  jumps: [],
  outages: life.outages.slice(0, 1).map(({ after, lasts }) => ({ after, lasts: Math.min(lasts, 2 * MINUTE - SECOND) })),
});

it('fires at the very millisecond while messages and ticks come twice, two ticks do not come, and the index is seconds behind', async () => {
  const faults = { ...CALM, doubled: 0.2, tickTwice: 0.2, repeated: 0.2, indexLag: 5 * SECOND };
  await assert(
    asyncProperty(lives, async (life) => {
      // Act
      const { world } = await live(calmer(life), faults);
      // Assess: what was planned less than three seconds ahead may be as much later as stream and queue take.
      const late = world.changes.flatMap((change) => {
        const aheadFrom = Date.parse(change.before?.updatedAt ?? '') + 3 * SECOND;
        return settledIn(change).filter(({ plannedAt, settledAt, trigger }) => {
          const drift = Date.parse(settledAt) - Date.parse(plannedAt);
          return trigger === 'schedule' && drift > (Date.parse(plannedAt) < aheadFrom ? 3 * SECOND : 0);
        });
      });
      expect(late).toEqual([]);
      expect(wrongs(world, world.now - 20 * SECOND)).toEqual([]);
    }),
    BOUNDS,
  );
});

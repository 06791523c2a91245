import { tick } from '../../src/due/tick.ts';
import { killedAtEachCall } from '../killed.ts';
import { scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:30.000Z';
const now = new Date(NOW);

it('hands out everything, wherever the worker is killed', async () => {
  const calls = await killedAtEachCall(async () => {
    // Prepare: two pages that are due, and one that was lost.
    const { handOut, sent, store, at } = scene('2026-11-21T09:50:30.000Z');
    const early = new Date('2026-11-21T09:50:30.000Z');
    const lost = planned({ now: early, when: { at: '2026-11-21T09:52:00Z' } });
    await store(lost);
    await handOut();
    sent.length = 0;
    for (const minute of ['09:54', '09:57', '09:59']) {
      at(`2026-11-21T${minute}:30.000Z`);
      await handOut();
    }
    sent.length = 0;
    const due = Array.from({ length: 101 }, () => planned({ now, when: { at: '2026-11-21T10:03:00Z' } }));
    await store(...due);
    let minute = 0;
    return {
      run: async (through) => {
        // What was lost was woken before, and is looked for again from 10:03 on.
        for (const last = minute + 6; minute < last; minute++) {
          at(new Date(now.getTime() + minute * 60_000).toISOString());
          await handOut(through);
        }
      },
      assess() {
        const ids = new Set(sent.map(({ scheduleId }) => scheduleId));
        expect(ids).toEqual(new Set([lost, ...due].map(({ scheduleId }) => scheduleId)));
      },
    };
  });
  expect(calls).toBeGreaterThan(10);
});

it('has all shards walked, wherever the tick is killed', async () => {
  const calls = await killedAtEachCall(async () => {
    const { stores } = scene(NOW);
    const sent: number[] = [];
    const queue = { send: async (shards: readonly number[]) => void sent.push(...shards) };
    return {
      run: async (through) => tick(3, through(stores.positions), through(queue)),
      assess: () => expect(new Set(sent)).toEqual(new Set([0, 1, 2])),
    };
  });
  expect(calls).toBe(2);
});

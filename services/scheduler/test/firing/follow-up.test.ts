import type { Outgoing } from '../../src/adapters/fire-queue.ts';
import type { ScheduleChange } from '../../src/data/changes.ts';
import type { Kept } from '../../src/data/occurrences.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import { pause } from '../../src/domain/pause.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { followUp } from '../../src/firing/follow-up.ts';
import { killedAtEachCall } from '../killed.ts';
import { scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const now = new Date(NOW);
const at = (time: string): Schedule => planned({ now, when: { at: `2026-11-21T${time}Z` } });

/** The changes that these writes make, each a new schedule or the next state of one. */
async function changesOf(...states: Schedule[]): Promise<readonly ScheduleChange[]> {
  const { stores } = scene(NOW);
  for (const state of states) {
    await (state.version === 1 ? stores.schedules.create(state) : stores.schedules.save(state));
  }
  return stores.stream();
}

function world(closed: readonly string[] = []) {
  const [sent, kept, asked]: [Outgoing[], Kept[], string[]] = [[], [], []];
  const begun = new Map<number, string>();
  return {
    begun,
    walks: {
      async begin(written: ReadonlyMap<number, string>) {
        for (const [shard, minute] of written) begun.set(shard, minute);
      },
    },
    sent,
    kept,
    asked,
    queue: { send: async (all: readonly Outgoing[]) => void sent.push(...all) },
    history: { keep: async (rows: readonly Kept[]) => void kept.push(...rows) },
    people: {
      async isClosed(ownerId: string) {
        asked.push(ownerId);
        return closed.includes(ownerId);
      },
    },
  };
}

async function follow(changes: readonly ScheduleChange[], time = now, closed: readonly string[] = []) {
  const { queue, history, people, walks, ...seen } = world(closed);
  await followUp({ changes, now: time }, queue, history, people, async (written) => walks.begin(written));
  return seen;
}

it.each([
  ['10:00:00', '10:03:59.999', 1],
  ['10:00:00', '10:04:00.000', 0],
  // The walk of the next minute may see an index that is behind.
  ['10:00:49.999', '10:04:00.000', 0],
  ['10:00:50.000', '10:04:00.000', 1],
  ['10:00:50.000', '10:05:00.000', 0],
])('sends at %s what was planned for %s: %d messages', async (time, due, messages) => {
  const { sent } = await follow(await changesOf(at(due)), new Date(`2026-11-21T${time}Z`));
  expect(sent).toHaveLength(messages);
});

it('sends the version that is due, under the correlation id of the change', async () => {
  const schedule = at('10:01:00');
  const { sent } = await follow(await changesOf(schedule));
  const { ownerId, scheduleId } = schedule;
  expect(sent).toEqual([
    { ownerId, scheduleId, version: 1, plannedAt: '2026-11-21T10:01:00.000Z', correlationId: 'none' },
  ]);
});

it('sends of several versions of a schedule the last one alone', async () => {
  const schedule = at('10:01:00');
  const next = runNow(schedule, now);
  const { sent } = await follow(await changesOf(schedule, next));
  expect(sent).toMatchObject([{ version: 2 }]);
});

it('sends nothing of what is paused, removed or only woken later', async () => {
  const { stores } = scene(NOW);
  const [paused, removed, woken] = [at('10:01:00'), at('10:01:00'), at('10:01:00')];
  for (const schedule of [paused, removed, woken]) await stores.schedules.create(schedule);
  await stores.stream();
  await stores.schedules.save(pause(paused, now));
  await stores.schedules.remove(removed);
  const { items } = await stores.due.page('2026-11-21T10:01', 0, undefined);
  for (const item of items) await stores.due.wakeLater(item, new Date('2026-11-21T10:02:00Z'));
  const { sent } = await follow(await stores.stream());
  expect(sent).toEqual([]);
});

it('keeps a row of each occurrence that was settled, by the write that has settled it', async () => {
  const minutely = planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' }, misfire: 'skip' });
  const late = new Date('2026-11-21T10:02:30Z');
  const settled = settle(minutely, late);
  const changes = await changesOf(minutely, settled);
  const { kept } = await follow(changes, late);
  const { ownerId, scheduleId } = minutely;
  expect(kept).toEqual(occurrencesOf(settled).map((occurrence) => ({ ownerId, scheduleId, ...occurrence })));
  expect(kept.map(({ outcome }) => outcome)).toEqual(['skipped', 'fired']);
});

it('keeps nothing of a person who is deleted, and asks once', async () => {
  const [gone, there] = [at('10:00:30'), at('10:00:30')];
  const late = new Date('2026-11-21T10:00:30Z');
  const again = runNow({ ...gone, state: 'active' }, late);
  const changes = await changesOf(gone, there, again, settle(there, late));
  const { kept, asked } = await follow([...changes, ...changes], late, [gone.ownerId]);
  expect(new Set(kept.map(({ ownerId }) => ownerId))).toEqual(new Set([there.ownerId]));
  expect(asked.toSorted()).toEqual([gone.ownerId, there.ownerId].toSorted());
});

it('has a shard walked from before the first write to it', async () => {
  const { begun } = await follow(await changesOf(at('12:00:00'), at('10:30:00')));
  const [minute = ''] = begun.values();
  expect(begun.size).toBe(1);
  expect(minute).toBe('2026-11-21T09:59');
});

it('has sent and kept everything, wherever it is killed and the batch comes again', async () => {
  const minutely = planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' } });
  const late = new Date('2026-11-21T10:01:00Z');
  const changes = await changesOf(minutely, settle(minutely, late));
  const calls = await killedAtEachCall(async () => {
    const { queue, history, people, walks, sent, kept, begun } = world();
    return {
      run: async (through) => {
        const begin = async (written: ReadonlyMap<number, string>) => through(walks).begin(written);
        await followUp({ changes, now: late }, through(queue), through(history), through(people), begin);
      },
      assess() {
        expect(new Set(sent.map(({ version }) => version))).toEqual(new Set([2]));
        expect([...begun.keys()]).toEqual([0]);
        expect(new Set(kept.map(({ plannedAt }) => plannedAt))).toEqual(new Set(['2026-11-21T10:01:00.000Z']));
      },
    };
  });
  expect(calls).toBe(4);
});

import { pause } from '../../src/domain/pause.ts';
import { change } from '../../src/domain/change.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { fire } from '../../src/firing/fire.ts';
import { killedAtEachCall } from '../killed.ts';
import { messageOf, scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const now = new Date(NOW);
const DUE = '2026-11-21T10:00:30.000Z';
const FIRED = { outcome: 'fired', plannedAt: DUE, settledAt: DUE };

const once = (more: Parameters<typeof planned>[0] = {}): Schedule => planned({ now, when: { at: DUE }, ...more });

it('settles an occurrence at its time, and finishes what has no other', async () => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at(DUE);
  expect(await fireOne(messageOf(schedule))).toMatchObject({ outcome: 'settled', settled: [FIRED] });
  expect(await stores.schedules.find(schedule)).toMatchObject({ state: 'finished', version: 2, occurrences: 1 });
});

it.each([1, 20, 1999, 5000])('waits for what is %d ms early, and fires at its time', async (early) => {
  const { fire: fireOne, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at(new Date(Date.parse(DUE) - early).toISOString());
  expect((await fireOne(messageOf(schedule))).settled).toMatchObject([FIRED]);
});

it('goes on waiting when the timer ends too early', async () => {
  const { stores, store, queue } = scene(NOW);
  const schedule = once();
  await store(schedule);
  let at = Date.parse(DUE) - 1000;
  const waited: number[] = [];
  const run = { clock: () => new Date(at), signal: new AbortController().signal, log: console };
  const { settled } = await fire(messageOf(schedule), run, stores.schedules, queue, async (milliseconds) => {
    waited.push(milliseconds);
    at += Math.max(1, milliseconds - 2);
  });
  expect(waited).toEqual([1000, 2, 1]);
  expect(settled).toMatchObject([FIRED]);
});

it('sends back what is more than five seconds early', async () => {
  const { fire: fireOne, sent, stores, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at('2026-11-21T10:00:24.999Z');
  expect(await fireOne(messageOf(schedule))).toEqual({ outcome: 'early' });
  expect(sent).toEqual([messageOf(schedule)]);
  expect(await stores.schedules.find(schedule)).toMatchObject({ version: 1 });
});

it('sends back what it was waiting for when the clock goes back meanwhile', async () => {
  const { fire: fireOne, sent, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at('2026-11-21T10:00:29.000Z');
  const fired = await fireOne(messageOf(schedule), undefined, async () => at('2026-11-21T09:50:00.000Z'));
  expect(fired).toEqual({ outcome: 'early' });
  expect(sent).toEqual([messageOf(schedule)]);
});

it('settles by the moment at which its time had come, though the clock goes back right after', async () => {
  const { stores, store, queue } = scene(NOW);
  const schedule = once();
  await store(schedule);
  const times = [Date.parse(DUE), Date.parse(DUE) - 1];
  const run = { clock: () => new Date(times.shift() ?? 0), signal: new AbortController().signal, log: console };
  expect(await fire(messageOf(schedule), run, stores.schedules, queue)).toMatchObject({ settled: [FIRED] });
});

it('stops waiting when its time is over', async () => {
  const { stores, store, queue } = scene(NOW);
  const schedule = once();
  await store(schedule);
  const run = { clock: () => new Date(Date.parse(DUE) - 4000), signal: AbortSignal.abort(), log: console };
  await expect(fire(messageOf(schedule), run, stores.schedules, queue)).rejects.toThrow(/abort/i);
});

it('does nothing when the message comes again', async () => {
  const { fire: fireOne, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at(DUE);
  await fireOne(messageOf(schedule));
  expect(await fireOne(messageOf(schedule))).toEqual({ outcome: 'stale' });
});

it('fires once when two have the message at the same time', async () => {
  const { fire: fireOne, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at(DUE);
  const both = await Promise.all([fireOne(messageOf(schedule)), fireOne(messageOf(schedule))]);
  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['overtaken', 'settled']);
});

/** What somebody does to a schedule between hand-out and firing, and what must not happen then. */
const DEEDS: readonly [string, (schedule: Schedule) => Schedule | undefined][] = [
  ['paused', (schedule) => pause(schedule, now)],
  ['removed', () => undefined],
  ['moved to a later time', (schedule) => change(schedule, { when: { at: '2026-11-21T10:05:00Z' } }, now)],
  ['changed in what it does', (schedule) => change(schedule, { action: { type: 'publish', name: 'TeaIsReady' } }, now)],
];

it.each(DEEDS)('does not fire by the message of before what was %s since it was handed out', async (_, deed) => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  const next = deed(schedule);
  await (next ? stores.schedules.save(next) : stores.schedules.remove(schedule));
  at(DUE);
  expect(await fireOne(messageOf(schedule))).toEqual({ outcome: 'stale' });
});

it.each(DEEDS)('does not fire what is %s while it waits', async (_, deed) => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  at('2026-11-21T10:00:29.000Z');
  const next = deed(schedule);
  const fired = await fireOne(
    messageOf(schedule),
    undefined,
    async () => void (await (next ? stores.schedules.save(next) : stores.schedules.remove(schedule))),
  );
  expect(fired).toEqual({ outcome: 'overtaken' });
  expect((await stores.schedules.find(schedule))?.settled).toBeUndefined();
});

it('fires a changed one by its own message', async () => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const schedule = once();
  await store(schedule);
  const changed = change(schedule, { when: { at: '2026-11-21T10:00:40Z' } }, now);
  await stores.schedules.save(changed);
  at('2026-11-21T10:00:40.000Z');
  expect(await fireOne(messageOf(changed))).toMatchObject({ settled: [{ plannedAt: '2026-11-21T10:00:40.000Z' }] });
});

it.each([
  ['fire-now', 60_000, 'fired'],
  ['fire-now', 60_001, 'fired'],
  ['skip', 60_000, 'fired'],
  ['skip', 60_001, 'skipped'],
] as const)('treats one that is late by its policy: %s, %d ms, %s', async (misfire, late, outcome) => {
  const { fire: fireOne, store, at } = scene(NOW);
  const schedule = once({ misfire });
  await store(schedule);
  at(new Date(Date.parse(DUE) + late).toISOString());
  expect((await fireOne(messageOf(schedule))).settled).toMatchObject([{ outcome }]);
});

it.each([
  ['fire-now', Array.from({ length: 10 }, () => 'fired')],
  ['skip', [...Array.from({ length: 9 }, () => 'skipped'), 'fired']],
] as const)('treats each minute of an outage of ten by the policy: %s', async (misfire, outcomes) => {
  const { fire: fireOne, store, at } = scene(NOW);
  const minutely = planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' }, misfire });
  await store(minutely);
  at('2026-11-21T10:10:30.000Z');
  const { settled = [] } = await fireOne(messageOf(minutely));
  expect(settled.map(({ outcome }) => outcome)).toEqual(outcomes);
  expect(settled.map(({ plannedAt }) => plannedAt.slice(14, 16))).toEqual(
    outcomes.map((__, n) => String(n + 1).padStart(2, '0')),
  );
});

it('settles sixty missed occurrences in three writes, each once', async () => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const minutely = planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' } });
  await store(minutely);
  at('2026-11-21T11:00:30.000Z');
  const counts: number[] = [];
  for (let left: Schedule | undefined = minutely; left && (left.nextAt ?? '') < '2026-11-21T11:00:30'; ) {
    const { settled = [] } = await fireOne(messageOf(left));
    counts.push(settled.length);
    left = await stores.schedules.find(minutely);
  }
  expect(counts).toEqual([25, 25, 10]);
  expect(await stores.schedules.find(minutely)).toMatchObject({ occurrences: 60, nextAt: '2026-11-21T11:01:00.000Z' });
});

it('leaves one that is overdue still where the second walk comes by', async () => {
  const { fire: fireOne, stores, store, at } = scene(NOW);
  const minutely = planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' } });
  await store(minutely);
  at('2026-11-21T11:00:30.000Z');
  await fireOne(messageOf(minutely));
  const { items } = await stores.due.page('2026-11-21T11:00', 0, undefined);
  expect(items).toMatchObject([{ plannedAt: '2026-11-21T10:26:00.000Z', wakeAt: '2026-11-21T11:00:30.000Z' }]);
});

it.each([
  ['early by a second', '2026-11-21T10:00:29.000Z'],
  ['much too early', '2026-11-21T10:00:10.000Z'],
  ['late', '2026-11-21T10:00:31.000Z'],
])('fires once, wherever the worker is killed: %s', async (_, comes) => {
  const calls = await killedAtEachCall(async () => {
    const { fire: fireOne, fireAll, stores, store, at } = scene(NOW);
    const schedule = once();
    await store(schedule);
    await stores.stream();
    at(comes);
    return {
      run: async (through) => {
        await fireOne(messageOf(schedule), through);
        at('2026-11-21T10:00:32.000Z');
        await fireAll();
      },
      async assess() {
        const settled = (await stores.stream()).flatMap(({ after }) => after?.settled ?? []);
        expect(settled).toMatchObject([{ outcome: 'fired', plannedAt: DUE }]);
      },
    };
  });
  expect(calls).toBeGreaterThan(1);
});

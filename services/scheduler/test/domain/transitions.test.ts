import { change, type PlanChange } from '../../src/domain/change.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import { pause } from '../../src/domain/pause.ts';
import { resume } from '../../src/domain/resume.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule, State } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { planned } from '../schedules.ts';

const planned9 = new Date('2026-11-21T09:30:00Z');
const NOW = new Date('2026-11-21T12:10:00Z');
const LATER = new Date('2026-11-21T13:00:00.020Z');

/** Hourly, of which three have fired: in each of its states, at 12:10. */
function inState(state: State): Schedule {
  const fired = settle(planned({ now: planned9, misfire: 'fire-now' }), new Date('2026-11-21T12:00:00.010Z'));
  if (state === 'active') return fired;
  if (state === 'paused') return pause(fired, NOW);
  return settle({ ...fired, maxOccurrences: 4 }, LATER);
}

const ACTIONS = {
  pause,
  resume,
  'run-now': runNow,
  fire: settle,
  'another time': (schedule: Schedule, now: Date) =>
    change(schedule, { when: { every: 'P1D' }, maxOccurrences: null }, now),
  'another action': (schedule: Schedule, now: Date) => change(schedule, { misfire: 'skip' }, now),
};

/** What one of them throws. */
function refusalOf(act: () => unknown): unknown {
  try {
    return { answered: act() };
  } catch (error) {
    return error;
  }
}

it.each<[State, keyof typeof ACTIONS, State]>([
  ['active', 'pause', 'paused'],
  ['active', 'run-now', 'active'],
  ['active', 'fire', 'active'],
  ['active', 'another time', 'active'],
  ['active', 'another action', 'active'],
  ['paused', 'resume', 'active'],
  ['paused', 'run-now', 'paused'],
  ['paused', 'another time', 'paused'],
  ['paused', 'another action', 'paused'],
  ['finished', 'another time', 'active'],
  ['finished', 'another action', 'finished'],
])('%s, %s: %s, as the next version', (from, action, to) => {
  const before = inState(from);
  const after = ACTIONS[action](before, LATER);
  expect(after).toMatchObject({ state: to, version: before.version + 1, updatedAt: LATER.toISOString() });
  expect(after.nextAt === undefined).toBe(to !== 'active');
});

it.each<[State, keyof typeof ACTIONS]>([
  ['active', 'resume'],
  ['paused', 'pause'],
  ['paused', 'fire'],
  ['finished', 'fire'],
])('%s, %s: nothing changes', (from, action) => {
  const before = inState(from);
  expect(ACTIONS[action](before, LATER)).toBe(before);
});

it.each<[keyof typeof ACTIONS]>([['pause'], ['resume'], ['run-now']])('finished, %s: refused', (action) => {
  const act = () => ACTIONS[action](inState('finished'), LATER);
  expect(refusalOf(act)).toMatchObject({ status: 409, type: 'schedule-finished' });
});

it('the last occurrence that is left finishes it', () => {
  const after = settle({ ...inState('active'), maxOccurrences: 4 }, LATER);
  expect(after).toMatchObject({ state: 'finished', occurrences: 4 });
  expect(after.nextAt).toBeUndefined();
});

describe('pause and resume', () => {
  it('make nothing up for what would have been due in the meantime', () => {
    const resumed = resume(inState('paused'), new Date('2026-11-21T18:20:00Z'));
    expect(resumed).toMatchObject({ nextAt: '2026-11-21T19:00:00.000Z', occurrences: 3 });
    expect(resumed.settled).toBeUndefined();
  });

  it('are too late when the end has passed in the meantime', () => {
    const paused = { ...inState('paused'), endsAt: '2026-11-21T14:00:00.000Z' };
    expect(refusalOf(() => resume(paused, new Date('2026-11-21T14:00:00.001Z')))).toMatchObject({
      type: 'schedule-finished',
    });
  });
});

describe('run-now', () => {
  it('is an occurrence beside the planned ones, and counts as none of them', () => {
    const before = { ...inState('active'), maxOccurrences: 4 };
    const after = runNow(before, LATER);
    expect(after).toMatchObject({ nextAt: before.nextAt, occurrences: before.occurrences });
    expect(occurrencesOf(after)).toEqual([
      {
        occurrenceId: `${before.scheduleId}.20261121T130000020Z.now`,
        plannedAt: LATER.toISOString(),
        settledAt: LATER.toISOString(),
        outcome: 'fired',
        trigger: 'run-now',
      },
    ]);
    expect(after.settled).toEqual([{ plannedAt: LATER.toISOString(), outcome: 'fired', trigger: 'run-now' }]);
  });

  it('twice in one millisecond is two occurrences', () => {
    const one = runNow(inState('active'), LATER);
    const two = runNow(one, LATER);
    const [first, second] = [one, two].map((schedule) => occurrencesOf(schedule)[0]?.occurrenceId);
    expect(second).not.toBe(first);
  });
});

describe('a change', () => {
  const nextAfter = (before: Schedule, plan: PlanChange) => change(before, plan, NOW).nextAt;

  it.each<[string, PlanChange, string]>([
    ['another time', { when: { at: '2026-12-24T18:00:00+01:00' } }, '2026-12-24T17:00:00.000Z'],
    ['a rate, from now on', { when: { every: 'PT90M' } }, '2026-11-21T13:40:00.000Z'],
    ['a later start', { startsAt: '2026-11-22T08:00:00.001Z' }, '2026-11-22T09:00:00.000Z'],
    ['a start at one of its times', { startsAt: '2026-11-22T09:00:00+01:00' }, '2026-11-22T08:00:00.000Z'],
    ['an end', { endsAt: '2026-11-21T13:00:00Z' }, '2026-11-21T13:00:00.000Z'],
    ['room for one more', { maxOccurrences: 4 }, '2026-11-21T13:00:00.000Z'],
  ])('to %s has its next time reckoned from now', (_, plan, nextAt) => {
    expect(nextAfter(inState('active'), plan)).toBe(nextAt);
  });

  it.each<[string, PlanChange]>([
    ['an end before the next time', { endsAt: '2026-11-21T12:59:59.999Z' }],
    ['no more occurrences than there were', { maxOccurrences: 3 }],
    ['a start after the end that it has', { startsAt: '2026-11-23T00:00:00Z' }],
  ])('to %s is refused, for one that is paused as well', (_, plan) => {
    for (const state of ['active', 'paused'] as const) {
      const before = { ...inState(state), endsAt: '2026-11-22T00:00:00.000Z' };
      expect(refusalOf(() => change(before, plan, NOW))).toMatchObject({ type: 'invalid-schedule' });
    }
  });

  it('of what is told keeps times, count and what is due at this moment', () => {
    const before = inState('active');
    const at = new Date('2026-11-21T13:00:00.500Z');
    const after = change(before, { action: { type: 'publish', name: 'ReportDue' } }, at);
    expect(after).toEqual({
      ...before,
      action: { type: 'publish', name: 'ReportDue' },
      settled: undefined,
      version: before.version + 1,
      updatedAt: at.toISOString(),
    });
  });

  it('of times gives up what is due at this moment and has not fired', () => {
    const after = change(inState('active'), { maxOccurrences: 9 }, LATER);
    expect(after).toMatchObject({ nextAt: '2026-11-21T14:00:00.000Z', occurrences: 3 });
  });
});

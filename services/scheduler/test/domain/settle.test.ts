import { change } from '../../src/domain/change.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import { pause } from '../../src/domain/pause.ts';
import { resume } from '../../src/domain/resume.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { planned } from '../schedules.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const minutely = (more: Parameters<typeof planned>[0] = {}): Schedule =>
  planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' }, ...more });
const at = (time: string): Date => new Date(`2026-11-21T${time}Z`);

it('leaves alone what is not due, to the millisecond', () => {
  const schedule = minutely();
  expect(settle(schedule, at('10:00:59.999'))).toBe(schedule);
  expect(settle(schedule, at('10:01:00.000'))).toMatchObject({ version: 2, occurrences: 1 });
});

it('is due next at the time after the last one that was settled, not after now', () => {
  expect(settle(minutely(), at('10:01:59.999')).nextAt).toBe('2026-11-21T10:02:00.000Z');
});

it.each([
  [24, 24, '10:25'],
  [25, 25, '10:26'],
  [26, 25, '10:26'],
])('of %d missed occurrences settles %d at a time', (missed, settled, next) => {
  const after = settle(minutely(), new Date(now.getTime() + missed * 60_000));
  expect(after.settled).toHaveLength(settled);
  expect(after).toMatchObject({ occurrences: settled, nextAt: `2026-11-21T${next}:00.000Z` });
});

it('says of each its time and what became of it, and nothing that the rest of the state tells', () => {
  const schedule = minutely();
  const after = settle(schedule, at('10:01:00.012'));
  expect(after.settled).toEqual([{ plannedAt: '2026-11-21T10:01:00.000Z', outcome: 'fired' }]);
  expect(occurrencesOf(after)).toEqual([
    {
      occurrenceId: `${schedule.scheduleId}.20261121T100100000Z`,
      plannedAt: '2026-11-21T10:01:00.000Z',
      outcome: 'fired',
      trigger: 'schedule',
      settledAt: '2026-11-21T10:01:00.012Z',
    },
  ]);
});

it('ends with the last one of those that there may be, fired or skipped', () => {
  const after = settle(minutely({ maxOccurrences: 3, misfire: 'skip' }), at('10:10:00'));
  expect(after).toMatchObject({ state: 'finished', occurrences: 3, nextAt: undefined });
  expect(after.settled?.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped']);
});

it('ends at its end, which counts', () => {
  const after = settle(minutely({ endsAt: '2026-11-21T10:02:00.000Z' }), at('10:10:00'));
  expect(after).toMatchObject({ state: 'finished', occurrences: 2 });
});

it.each([
  ['paused and resumed', (fired: Schedule, then: Date) => resume(pause(fired, then), then)],
  ['changed', (fired: Schedule, then: Date) => change(fired, { when: { cron: '*/2 * * * *', timeZone: 'UTC' } }, then)],
])('settles no time twice when the clock has gone back and it is %s', (_, deed) => {
  const fired = settle(minutely(), at('10:06:00'));
  const again = deed(fired, at('10:01:30'));
  expect((again.nextAt ?? '') > '2026-11-21T10:06:00.000Z').toBe(true);
});

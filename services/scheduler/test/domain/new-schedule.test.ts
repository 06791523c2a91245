import { change } from '../../src/domain/change.ts';
import { newSchedule } from '../../src/domain/new-schedule.ts';
import type { Plan } from '../../src/domain/schedule.ts';

const NOW = new Date('2026-11-21T10:17:00.000Z');
const REF = {
  ownerId: '8f0e3a9d-2c1b-4e64-9f0b-5b0c6c0e6d6f',
  scheduleId: '01a20051-eb7a-7528-a05f-f80ddfa4e164',
  requestedBy: undefined,
};
const PLAN: Plan = {
  when: { every: 'P1W' },
  misfire: 'fire-now',
  action: { type: 'notify', title: 'Bins', body: '', category: 'schedules' },
};

it('counts from where the schedule begins, and fires there first', () => {
  const schedule = newSchedule(REF, { ...PLAN, startsAt: '2026-12-07T07:00:00+01:00' }, NOW);
  expect(schedule).toMatchObject({ nextAt: '2026-12-07T06:00:00.000Z', when: { anchor: '2026-12-07T06:00:00.000Z' } });
});

it('counts from now where it begins at once, and fires for the first time after that long', () => {
  expect(newSchedule(REF, PLAN, NOW).nextAt).toBe('2026-11-28T10:17:00.000Z');
});

it('counts from the anchor that is given, whenever it begins', () => {
  const when = { every: 'P1W', anchor: '2026-11-20T08:00:00Z' };
  const schedule = newSchedule(REF, { ...PLAN, when, startsAt: '2026-12-07T06:00:00Z' }, NOW);
  expect(schedule.nextAt).toBe('2026-12-11T08:00:00.000Z');
});

it('counts a changed interval from the beginning that holds by then', () => {
  const schedule = newSchedule(REF, { ...PLAN, startsAt: '2026-12-07T06:00:00Z' }, NOW);
  expect(change(schedule, { when: { every: 'P2D' } }, NOW).nextAt).toBe('2026-12-07T06:00:00.000Z');
});

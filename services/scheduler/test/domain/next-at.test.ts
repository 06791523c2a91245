import type { When } from '../../src/contract/schedule.ts';
import { nextAt } from '../../src/domain/next-at.ts';
import type { Plan } from '../../src/domain/schedule.ts';

type Bounds = Pick<Plan, 'startsAt' | 'endsAt' | 'maxOccurrences'>;

const daily: When = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
const hourly: When = { cron: '0 * * * *', timeZone: 'UTC' };

const next = (when: When, after: string, bounds: Bounds = {}, occurrences = 0) =>
  nextAt({ when, ...bounds }, { after: new Date(after), occurrences });

/** All times of a plan after an instant, up to so many. */
function times(when: When, after: string, bounds: Bounds = {}, most = 10): string[] {
  const found: string[] = [];
  let from: string | undefined = after;
  while (found.length < most) {
    from = next(when, from, bounds, found.length);
    if (from === undefined) break;
    found.push(from);
  }
  return found;
}

describe('bounds', () => {
  it.each<[string, Bounds, string[]]>([
    ['none', {}, ['10:00', '11:00', '12:00']],
    ['a start between two times', { startsAt: '2026-11-21T10:00:00.001Z' }, ['11:00', '12:00', '13:00']],
    ['a start at one of the times', { startsAt: '2026-11-21T11:00:00.000Z' }, ['11:00', '12:00', '13:00']],
    ['a start long ago', { startsAt: '1999-12-31T23:59:59.999Z' }, ['10:00', '11:00', '12:00']],
    ['an end at one of the times', { endsAt: '2026-11-21T11:00:00.000Z' }, ['10:00', '11:00']],
    ['an end just before one', { endsAt: '2026-11-21T10:59:59.999Z' }, ['10:00']],
    [
      'start and end at the same time',
      { startsAt: '2026-11-21T11:00:00.000Z', endsAt: '2026-11-21T11:00:00.000Z' },
      ['11:00'],
    ],
    ['an end before the first', { endsAt: '2026-11-21T09:59:00.000Z' }, []],
    ['two at most', { maxOccurrences: 2 }, ['10:00', '11:00']],
    ['the nearest of two bounds', { maxOccurrences: 2, endsAt: '2026-11-21T10:30:00.000Z' }, ['10:00']],
  ])('%s', (_, bounds, expected) => {
    const found = times(hourly, '2026-11-21T09:30:00Z', bounds, 3);
    expect(found).toEqual(expected.map((time) => `2026-11-21T${time}:00.000Z`));
  });

  it.each<[string, Bounds, string | undefined]>([
    ['before its start never happens', { startsAt: '2026-12-25T00:00:00.000Z' }, undefined],
    ['at its start happens', { startsAt: '2026-12-24T17:00:00.000Z' }, '2026-12-24T17:00:00.000Z'],
    ['at its end happens', { endsAt: '2026-12-24T17:00:00.000Z' }, '2026-12-24T17:00:00.000Z'],
    ['after its end never happens', { endsAt: '2026-12-24T16:59:59.999Z' }, undefined],
  ])('what is to happen once, %s', (_, bounds, expected) => {
    expect(next({ at: '2026-12-24T18:00:00+01:00' }, '2026-11-21T00:00:00Z', bounds)).toBe(expected);
  });
});

describe('when the clocks change', () => {
  it('a time that does not exist is the moment at which the clock goes on, whatever the bounds', () => {
    const bounds = { startsAt: '2027-03-27T00:00:00.000Z', maxOccurrences: 3 };
    expect(times(daily, '2026-11-21T00:00:00Z', bounds)).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  it('a time that comes twice is its first alone', () => {
    expect(times(daily, '2026-10-24T12:00:00Z', { endsAt: '2026-10-26T12:00:00.000Z' })).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('a start between the two of them leaves the day out', () => {
    expect(next(daily, '2026-10-24T12:00:00Z', { startsAt: '2026-10-25T01:00:00.000Z' })).toBe(
      '2026-10-26T01:30:00.000Z',
    );
  });

  it('a rate of a day keeps the time of the clock, a rate of 24 hours does not', () => {
    const anchored = { timeZone: 'America/New_York', anchor: '2027-03-13T09:00:00' };
    expect(times({ every: 'P1D', ...anchored }, '2027-03-13T15:00:00Z', {}, 1)).toEqual(['2027-03-14T13:00:00.000Z']);
    expect(times({ every: 'PT24H', ...anchored }, '2027-03-13T15:00:00Z', {}, 1)).toEqual(['2027-03-14T14:00:00.000Z']);
  });
});

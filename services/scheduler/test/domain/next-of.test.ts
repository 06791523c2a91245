import { wallClock } from '@libs/time';
import fc from 'fast-check';
import type { When } from '../../src/contract/schedule.ts';
import { nextOf } from '../../src/domain/when.ts';

/** The times after an instant, as many as asked for, without seconds. */
function times(when: When, after: string, count: number): string[] {
  const found: string[] = [];
  let at: Date | undefined = new Date(after);
  while (found.length < count) {
    at = nextOf(when, at);
    if (at === undefined) return [...found, 'never'];
    found.push(at.toISOString().replace(':00.000Z', 'Z'));
  }
  return found;
}

/** Around a change of the clock: a daily time that it concerns, and every day, every hour and every quarter of an hour over it. */
const TRANSITIONS = [
  {
    change: 'Berlin goes from 02:00 to 03:00 (29 March 2026, 01:00Z)',
    timeZone: 'Europe/Berlin',
    daily: ['30 2 * * *', '2026-03-28T00:00Z', '2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    anchor: '2026-03-26T02:30',
    hourly: ['2026-03-28T23:30Z', '2026-03-29T00:00Z', '2026-03-29T01:00Z', '2026-03-29T02:00Z'],
    quarterHourly: ['2026-03-29T00:30Z', '2026-03-29T00:45Z', '2026-03-29T01:00Z', '2026-03-29T01:15Z'],
  },
  {
    change: 'Berlin goes from 03:00 to 02:00 (25 October 2026, 01:00Z)',
    timeZone: 'Europe/Berlin',
    daily: ['30 2 * * *', '2026-10-24T00:00Z', '2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    anchor: '2026-10-20T02:30',
    hourly: ['2026-10-24T23:30Z', '2026-10-25T00:00Z', '2026-10-25T02:00Z', '2026-10-25T03:00Z'],
    quarterHourly: ['2026-10-25T00:30Z', '2026-10-25T00:45Z', '2026-10-25T02:00Z', '2026-10-25T02:15Z'],
  },
  {
    change: 'New York goes from 02:00 to 03:00 (8 March 2026, 07:00Z)',
    timeZone: 'America/New_York',
    daily: ['30 2 * * *', '2026-03-07T00:00Z', '2026-03-07T07:30Z', '2026-03-08T07:00Z', '2026-03-09T06:30Z'],
    anchor: '2026-03-01T02:30',
    hourly: ['2026-03-08T05:30Z', '2026-03-08T06:00Z', '2026-03-08T07:00Z', '2026-03-08T08:00Z'],
    quarterHourly: ['2026-03-08T06:30Z', '2026-03-08T06:45Z', '2026-03-08T07:00Z', '2026-03-08T07:15Z'],
  },
  {
    change: 'New York goes from 02:00 to 01:00 (1 November 2026, 06:00Z)',
    timeZone: 'America/New_York',
    daily: ['30 1 * * *', '2026-10-31T00:00Z', '2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    anchor: '2026-10-30T01:30',
    hourly: ['2026-11-01T04:30Z', '2026-11-01T05:00Z', '2026-11-01T07:00Z', '2026-11-01T08:00Z'],
    quarterHourly: ['2026-11-01T05:30Z', '2026-11-01T05:45Z', '2026-11-01T07:00Z', '2026-11-01T07:15Z'],
  },
  {
    change: 'Lord Howe goes from 02:00 to 02:30 (4 October 2026, 15:30Z of the day before)',
    timeZone: 'Australia/Lord_Howe',
    daily: ['15 2 * * *', '2026-10-02T00:00Z', '2026-10-02T15:45Z', '2026-10-03T15:30Z', '2026-10-04T15:15Z'],
    anchor: '2026-10-01T02:15',
    hourly: ['2026-10-03T14:15Z', '2026-10-03T14:30Z', '2026-10-03T15:30Z', '2026-10-03T16:00Z'],
    quarterHourly: ['2026-10-03T15:00Z', '2026-10-03T15:15Z', '2026-10-03T15:30Z', '2026-10-03T15:45Z'],
  },
  {
    change: 'Lord Howe goes from 02:00 to 01:30 (5 April 2026, 15:00Z of the day before)',
    timeZone: 'Australia/Lord_Howe',
    daily: ['45 1 * * *', '2026-04-03T00:00Z', '2026-04-03T14:45Z', '2026-04-04T14:45Z', '2026-04-05T15:15Z'],
    anchor: '2026-04-01T01:45',
    hourly: ['2026-04-04T13:30Z', '2026-04-04T14:00Z', '2026-04-04T15:30Z', '2026-04-04T16:30Z'],
    quarterHourly: ['2026-04-04T14:30Z', '2026-04-04T14:45Z', '2026-04-04T15:30Z', '2026-04-04T15:45Z'],
  },
  {
    change: 'Sao Paulo goes from 00:00 to 01:00 (4 November 2018, 03:00Z)',
    timeZone: 'America/Sao_Paulo',
    daily: ['0 0 * * *', '2018-11-03T00:00Z', '2018-11-03T03:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    anchor: '2018-11-01T00:00',
    hourly: ['2018-11-04T01:30Z', '2018-11-04T02:00Z', '2018-11-04T03:00Z', '2018-11-04T04:00Z'],
    quarterHourly: ['2018-11-04T02:30Z', '2018-11-04T02:45Z', '2018-11-04T03:00Z', '2018-11-04T03:15Z'],
  },
  {
    change: 'Sao Paulo goes from 00:00 to 23:00 of the day before (18 February 2018, 02:00Z)',
    timeZone: 'America/Sao_Paulo',
    daily: ['30 23 * * *', '2018-02-16T12:00Z', '2018-02-17T01:30Z', '2018-02-18T01:30Z', '2018-02-19T02:30Z'],
    anchor: '2018-02-10T23:30',
    hourly: ['2018-02-18T00:30Z', '2018-02-18T01:00Z', '2018-02-18T03:00Z', '2018-02-18T04:00Z'],
    quarterHourly: ['2018-02-18T01:30Z', '2018-02-18T01:45Z', '2018-02-18T03:00Z', '2018-02-18T03:15Z'],
  },
  {
    change: 'Apia leaves out 30 December 2011 (30 December, 10:00Z)',
    timeZone: 'Pacific/Apia',
    daily: ['0 9 * * *', '2011-12-29T00:00Z', '2011-12-29T19:00Z', '2011-12-30T10:00Z', '2011-12-30T19:00Z'],
    anchor: '2011-12-01T09:00',
    hourly: ['2011-12-30T08:30Z', '2011-12-30T09:00Z', '2011-12-30T10:00Z', '2011-12-30T11:00Z'],
    quarterHourly: ['2011-12-30T09:30Z', '2011-12-30T09:45Z', '2011-12-30T10:00Z', '2011-12-30T10:15Z'],
  },
] as const;

describe.each(TRANSITIONS)('when $change', ({ timeZone, daily, anchor, hourly, quarterHourly }) => {
  const [cron, before, ...days] = daily;

  it('a daily time keeps to the clock', () => {
    expect(times({ cron, timeZone }, before, 3)).toEqual(days);
  });

  it('every day keeps to the clock of its anchor', () => {
    expect(times({ every: 'P1D', anchor, timeZone }, before, 3)).toEqual(days);
  });

  it('at is the same instant as the daily time of that day', () => {
    const [date = ''] = new Date(wallClock(timeZone).read(Date.parse(days[0]))).toISOString().split('T');
    const next = new Date(Date.parse(`${date}T00:00Z`) + 24 * 36e5).toISOString().slice(0, 10);
    expect(times({ at: `${next}T${anchor.slice(11)}`, timeZone }, before, 2)).toEqual([days[1], 'never']);
  });

  it('an hour of the clock comes once', () => {
    const [after, ...hours] = hourly;
    expect(times({ cron: '0 * * * *', timeZone }, after, 3)).toEqual(hours);
  });

  it('a quarter of an hour of the clock comes once', () => {
    const [after, ...quarters] = quarterHourly;
    expect(times({ cron: '*/15 * * * *', timeZone }, after, 3)).toEqual(quarters);
  });

  it('an hour of time comes each hour', () => {
    const [after] = hourly;
    const instants = times({ every: 'PT1H', anchor: '2000-01-01T00:00Z', timeZone }, after, 4).map(Date.parse);
    expect(instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0))).toEqual([36e5, 36e5, 36e5]);
  });
});

describe('at', () => {
  it('is the instant that its offset says, to the millisecond', () => {
    expect(nextOf({ at: '2027-01-01T09:00:00.250+01:00' }, new Date('2026-11-21'))?.toISOString()).toBe(
      '2027-01-01T08:00:00.250Z',
    );
  });

  it('is the second of a time that occurs twice when its offset says so', () => {
    const when = { at: '2026-10-25T02:30:00+01:00', timeZone: 'Europe/Berlin' };
    expect(times(when, '2026-10-25T00:30Z', 1)).toEqual(['2026-10-25T01:30Z']);
  });

  it('does not come again at its own moment', () => {
    const when = { at: '2027-01-01T09:00:00Z' };
    expect(nextOf(when, new Date('2027-01-01T08:59:59.999Z'))?.toISOString()).toBe('2027-01-01T09:00:00.000Z');
    expect(nextOf(when, new Date('2027-01-01T09:00:00.000Z'))).toBeUndefined();
  });
});

it.each<[When]>([
  [{ at: '2076-11-21T12:00:00.001Z' }],
  [{ every: 'P1D', anchor: '2076-11-21T12:00:00.001Z' }],
  [{ cron: '1 12 21 11 ? 2076', timeZone: 'UTC' }],
])('never comes when that is more than 50 years ahead: %j', (when) => {
  expect(nextOf(when, new Date('2026-11-21T12:00:00Z'))).toBeUndefined();
});

it('counts from the moment that it is asked about when it has no anchor', () => {
  expect(nextOf({ every: 'PT90M' }, new Date('2026-11-21T12:00:00.250Z'))?.toISOString()).toBe(
    '2026-11-21T13:30:00.250Z',
  );
});

it('is an error of ours when there is neither at nor every nor cron', () => {
  expect(() => nextOf({}, new Date())).toThrow(TypeError);
});

const zone = fc.constantFrom(...new Set(TRANSITIONS.map(({ timeZone }) => timeZone)), 'UTC', 'Asia/Kathmandu');
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2035, 0) }),
  // Half of them within a day of a change of the clock.
  fc
    .tuple(
      fc.constantFrom(...TRANSITIONS.map(({ hourly }) => Date.parse(hourly[0]))),
      fc.integer({ min: -864e5, max: 864e5 }),
    )
    .map(([change, distance]) => change + distance),
);
const when: fc.Arbitrary<When> = fc.oneof(
  fc.record({
    cron: fc.constantFrom(
      '* * * * *',
      '*/7 1-3 * * *',
      '30 2 * * *',
      '0 0 L * *',
      '15 0,1,23 * * MON-FRI',
      '0 9 15W * ?',
      '5/20 2 ? * 2#1 *',
      '0 3 29 2 *',
    ),
    timeZone: zone,
  }),
  fc.record({
    every: fc.constantFrom('PT1M', 'PT7H', 'P1D', 'P3W', 'P1M', 'P1Y', 'P1DT1H', 'P1M1D', 'P7M', 'PT1000H'),
    anchor: instant.map((at) => new Date(at).toISOString()),
    timeZone: zone,
  }),
  fc.record({ at: instant.map((at) => new Date(at).toISOString().slice(0, -1)), timeZone: zone }),
);

/** Never is after all times. */
const nextAfter = (one: When, after: number) => nextOf(one, new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;

describe('the next time of any when, after any instant', () => {
  it('is later than the instant', () => {
    fc.assert(
      fc.property(when, instant, (one, after) => {
        expect(nextAfter(one, after)).toBeGreaterThan(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for every instant between, and another at the time itself', () => {
    fc.assert(
      fc.property(when, instant, fc.double({ min: 0, max: 1, noNaN: true }), (one, after, part) => {
        const next = nextAfter(one, after);
        fc.pre(Number.isFinite(next));
        const between = after + Math.floor((next - 1 - after) * part);
        expect([nextAfter(one, between), nextAfter(one, next - 1)]).toEqual([next, next]);
        expect(nextAfter(one, next)).toBeGreaterThan(next);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not earlier for a later instant', () => {
    fc.assert(
      fc.property(when, instant, instant, (one, a, b) => {
        expect(nextAfter(one, Math.min(a, b))).toBeLessThanOrEqual(nextAfter(one, Math.max(a, b)));
      }),
      { numRuns: 1000 },
    );
  });
});

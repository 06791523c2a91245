import { wallClock } from '@libs/time';
import fc from 'fast-check';
import { quietUntil } from '../../src/domain/quiet-hours.ts';

const until = (hours: string, timeZone: string, now: string) => {
  const [start = '', end = ''] = hours.split('-');
  return quietUntil({ start, end }, timeZone, new Date(now))?.toISOString();
};

it.each([
  ['before them', '13:00-14:00', 'UTC', '2026-11-21T12:59:59.999Z', undefined],
  ['at their start', '13:00-14:00', 'UTC', '2026-11-21T13:00:00Z', '2026-11-21T14:00:00.000Z'],
  ['at their last moment', '13:00-14:00', 'UTC', '2026-11-21T13:59:59.999Z', '2026-11-21T14:00:00.000Z'],
  ['at their end', '13:00-14:00', 'UTC', '2026-11-21T14:00:00Z', undefined],
  ['before midnight', '22:00-07:00', 'Europe/Berlin', '2026-11-21T21:00:00Z', '2026-11-22T06:00:00.000Z'],
  ['after midnight', '22:00-07:00', 'Europe/Berlin', '2026-11-21T23:30:00Z', '2026-11-22T06:00:00.000Z'],
  ['in the day between two nights', '22:00-07:00', 'Europe/Berlin', '2026-11-21T12:00:00Z', undefined],
  ['at a quarter of an hour off', '22:00-07:00', 'Asia/Kathmandu', '2026-11-21T16:14:59Z', undefined],
  [
    'from a quarter of an hour off',
    '22:00-07:00',
    'Asia/Kathmandu',
    '2026-11-21T16:15:00Z',
    '2026-11-22T01:15:00.000Z',
  ],
  ['to midnight', '20:00-00:00', 'UTC', '2026-11-21T23:59:00Z', '2026-11-22T00:00:00.000Z'],
  ['from midnight', '00:00-06:00', 'America/New_York', '2026-11-21T05:00:00Z', '2026-11-21T11:00:00.000Z'],
  ['all day but a minute', '07:01-07:00', 'UTC', '2026-11-21T07:00:30Z', undefined],
  ['over the year', '22:00-07:00', 'Pacific/Auckland', '2026-12-31T11:00:00Z', '2026-12-31T18:00:00.000Z'],
  ['the same time twice', '07:00-07:00', 'UTC', '2026-11-21T12:00:00Z', undefined],
])('%s (%s, %s, %s): %s', (_, hours, timeZone, now, end) => {
  expect(until(hours, timeZone, now)).toBe(end);
});

describe('when the clock is put forward', () => {
  it.each([
    [
      'the night is an hour shorter',
      '22:00-07:00',
      'Europe/Berlin',
      '2026-03-28T22:00:00Z',
      '2026-03-29T05:00:00.000Z',
    ],
    [
      'an end that is left out is that moment',
      '22:00-02:30',
      'Europe/Berlin',
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00.000Z',
    ],
    ['and they are over', '22:00-02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', undefined],
    [
      'a start that is left out is that moment',
      '02:30-05:00',
      'America/New_York',
      '2026-03-08T07:00:00Z',
      '2026-03-08T09:00:00.000Z',
    ],
    ['and not before it', '02:30-05:00', 'America/New_York', '2026-03-08T06:59:59Z', undefined],
    ['both left out are none', '02:10-02:50', 'Europe/Berlin', '2026-03-29T01:00:00Z', undefined],
    ['by half an hour', '22:00-02:15', 'Australia/Lord_Howe', '2026-10-03T15:29:00Z', '2026-10-03T15:30:00.000Z'],
    ['by a day', '22:00-07:00', 'Pacific/Apia', '2011-12-30T09:00:00Z', '2011-12-30T17:00:00.000Z'],
  ])('%s (%s, %s, %s): %s', (_, hours, timeZone, now, end) => {
    expect(until(hours, timeZone, now)).toBe(end);
  });
});

describe('when the clock is put back', () => {
  it.each([
    ['the night is an hour longer', '22:00-07:00', 'Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00.000Z'],
    [
      'an end that comes twice is the second',
      '22:00-02:30',
      'Europe/Berlin',
      '2026-10-25T00:29:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    ['between the two it is quiet', '22:00-02:30', 'Europe/Berlin', '2026-10-25T00:45:00Z', '2026-10-25T01:30:00.000Z'],
    ['and over after the second', '22:00-02:30', 'Europe/Berlin', '2026-10-25T01:30:00Z', undefined],
    [
      'a start that comes twice is the first',
      '01:30-05:00',
      'America/New_York',
      '2026-11-01T05:30:00Z',
      '2026-11-01T10:00:00.000Z',
    ],
    [
      'and they do not begin again',
      '01:30-05:00',
      'America/New_York',
      '2026-11-01T06:10:00Z',
      '2026-11-01T10:00:00.000Z',
    ],
    ['by half an hour', '22:00-01:45', 'Australia/Lord_Howe', '2026-04-04T14:50:00Z', '2026-04-04T15:15:00.000Z'],
  ])('%s (%s, %s, %s): %s', (_, hours, timeZone, now, end) => {
    expect(until(hours, timeZone, now)).toBe(end);
  });
});

it('is never quiet for who has chosen none', () => {
  expect(quietUntil(null, 'Europe/Berlin', new Date())).toBeUndefined();
});

const minuteOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 });
const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);
const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    // Around the changes of Berlin, New York and Lord Howe, where the errors are.
    ...['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-04', '2026-10-03'].map((day) =>
      fc.integer({ min: Date.parse(day) - 36e5 * 12, max: Date.parse(day) + 36e5 * 36 }),
    ),
  )
  .map((ms) => new Date(ms));

it('is quiet whenever the clock on the wall is within them, and not after their end', () => {
  fc.assert(
    fc.property(minuteOfDay, minuteOfDay, zone, instant, (from, to, timeZone, now) => {
      fc.pre(from !== to);
      const quietHours = { start: time(from), end: time(to) };
      const shown = Math.floor(wallClock(timeZone).read(now.getTime()) / 60_000) % (24 * 60);
      const within = from < to ? from <= shown && shown < to : shown >= from || shown < to;
      const end = quietUntil(quietHours, timeZone, now);
      expect(end !== undefined || !within).toBe(true);
      fc.pre(end !== undefined);
      expect(end.getTime()).toBeGreaterThan(now.getTime());
      expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 36e5);
      expect(quietUntil(quietHours, timeZone, end)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

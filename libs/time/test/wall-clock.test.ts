import fc from 'fast-check';
import { wallClock } from '../src/wall-clock.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Chatham',
  'Africa/Monrovia',
];

const zone = fc.constantFrom(...ZONES);
const reading = fc
  .integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);
const text = (instant: number) => new Date(instant).toISOString();

describe('what the clock shows', () => {
  it.each([
    ['UTC', '2026-11-21T19:00:00Z', '2026-11-21T19:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-21T19:00:00Z', '2026-11-22T00:45:00.000Z'],
    ['Europe/Berlin', '2026-07-01T22:00:00Z', '2026-07-02T00:00:00.000Z'],
    ['America/New_York', '2026-01-01T03:59:59.999Z', '2025-12-31T22:59:59.000Z'],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', '2026-07-01T10:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-12-01T00:00:00Z', '2026-12-01T11:00:00.000Z'],
    ['Africa/Monrovia', '1971-06-01T00:44:30Z', '1971-06-01T00:00:00.000Z'],
  ])('in %s at %s is %s', (timeZone, instant, shown) => {
    expect(text(wallClock(timeZone).read(Date.parse(instant)))).toBe(shown);
  });
});

describe('the instants of a reading', () => {
  it.each([
    ['an hour twice', 'Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['the first moment of it', 'Europe/Berlin', '2026-10-25T02:00:00Z', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['the moment after it', 'Europe/Berlin', '2026-10-25T03:00:00Z', '2026-10-25T02:00:00Z', '2026-10-25T02:00:00Z'],
    ['an hour left out', 'Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    ['an hour twice', 'America/New_York', '2026-11-01T01:15:00Z', '2026-11-01T05:15:00Z', '2026-11-01T06:15:00Z'],
    ['an hour left out', 'America/New_York', '2026-03-08T02:00:00Z', '2026-03-08T07:00:00Z', '2026-03-08T07:00:00Z'],
    [
      'half an hour twice',
      'Australia/Lord_Howe',
      '2026-04-05T01:45:00Z',
      '2026-04-04T14:45:00Z',
      '2026-04-04T15:15:00Z',
    ],
    [
      'half an hour left out',
      'Australia/Lord_Howe',
      '2026-10-04T02:15:00Z',
      '2026-10-03T15:30:00Z',
      '2026-10-03T15:30:00Z',
    ],
    ['a day left out', 'Pacific/Apia', '2011-12-30T12:00:00Z', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z'],
    ['no change', 'Asia/Kathmandu', '2026-03-29T02:30:00Z', '2026-03-28T20:45:00Z', '2026-03-28T20:45:00Z'],
  ])('%s in %s: %s', (_, timeZone, shown, first, last) => {
    const clock = wallClock(timeZone);
    expect([clock.first(Date.parse(shown)), clock.last(Date.parse(shown))].map(text)).toEqual(
      [first, last].map((instant) => text(Date.parse(instant))),
    );
  });

  it('keep the fraction of a second, but where the clock is put forward over it', () => {
    const clock = wallClock('Europe/Berlin');
    expect(text(clock.first(Date.parse('2026-10-25T02:30:00.250Z')))).toBe('2026-10-25T00:30:00.250Z');
    expect(text(clock.last(Date.parse('2026-10-25T02:30:00.250Z')))).toBe('2026-10-25T01:30:00.250Z');
    expect(text(clock.first(Date.parse('2026-03-29T02:30:00.250Z')))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('show the reading, or are the moment at which the clock is put forward over it', () => {
    fc.assert(
      fc.property(zone, reading, (timeZone, shown) => {
        const clock = wallClock(timeZone);
        for (const instant of [clock.first(shown), clock.last(shown)]) {
          const shows = clock.read(instant) === shown;
          const isPutForward = clock.read(instant) > shown && clock.read(instant - 1000) < shown;
          expect(shows || isPutForward).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lie around every instant that shows the reading', () => {
    fc.assert(
      fc.property(zone, reading, (timeZone, instant) => {
        const clock = wallClock(timeZone);
        const shown = clock.read(instant);
        expect(clock.first(shown)).toBeLessThanOrEqual(instant);
        expect(clock.last(shown)).toBeGreaterThanOrEqual(instant);
        expect([clock.first(shown), clock.last(shown)]).toContain(instant);
      }),
      { numRuns: 300 },
    );
  });
});

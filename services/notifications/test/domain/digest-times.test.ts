import { wallClock } from '@libs/time';
import fc from 'fast-check';
import { nextDigestAt } from '../../src/domain/digest-times.ts';

const next = (digest: 'daily' | 'weekly', timeZone: string, after: string) =>
  nextDigestAt(digest, timeZone, new Date(after)).toISOString();

it.each([
  ['later on the same day', 'daily', 'Europe/Berlin', '2026-11-21T06:59:59.999Z', '2026-11-21T07:00:00.000Z'],
  ['not at the very moment again', 'daily', 'Europe/Berlin', '2026-11-21T07:00:00Z', '2026-11-22T07:00:00.000Z'],
  [
    'on the day of the place, which is tomorrow',
    'daily',
    'Asia/Kathmandu',
    '2026-11-21T19:00:00Z',
    '2026-11-22T02:15:00.000Z',
  ],
  ['after the clock is put forward', 'daily', 'Europe/Berlin', '2026-03-28T08:00:00Z', '2026-03-29T06:00:00.000Z'],
  ['after the clock is put back', 'daily', 'America/New_York', '2026-10-31T13:00:00Z', '2026-11-01T13:00:00.000Z'],
  ['by half an hour', 'daily', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', '2026-10-03T21:00:00.000Z'],
  ['not on a day that is left out', 'daily', 'Pacific/Apia', '2011-12-29T20:00:00Z', '2011-12-30T18:00:00.000Z'],
  ['where the clock is never changed', 'daily', 'Asia/Kolkata', '2026-03-29T02:30:00Z', '2026-03-30T02:30:00.000Z'],
  ['on the coming Monday', 'weekly', 'Europe/Berlin', '2026-11-21T12:00:00Z', '2026-11-23T07:00:00.000Z'],
  ['on this Monday', 'weekly', 'Europe/Berlin', '2026-11-23T06:00:00Z', '2026-11-23T07:00:00.000Z'],
  ['in a week', 'weekly', 'Europe/Berlin', '2026-11-23T07:00:00Z', '2026-11-30T07:00:00.000Z'],
  ['on the Monday of the place', 'weekly', 'Pacific/Kiritimati', '2026-11-22T09:59:00Z', '2026-11-22T18:00:00.000Z'],
  ['over a change of the clock', 'weekly', 'America/New_York', '2026-03-02T13:00:00Z', '2026-03-09T12:00:00.000Z'],
] as const)('%s (%s, %s, after %s): %s', (_, digest, timeZone, after, due) => {
  expect(next(digest, timeZone, after)).toBe(due);
});

it('is at eight, a day or a week after the one before at most, give or take what the clock is changed by', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('daily' as const, 'weekly' as const),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      (digest, timeZone, after) => {
        const due = nextDigestAt(digest, timeZone, new Date(after)).getTime();
        const shown = new Date(wallClock(timeZone).read(due));
        expect(shown.toISOString().slice(11)).toBe('08:00:00.000Z');
        expect(digest === 'daily' || shown.getUTCDay() === 1).toBe(true);
        expect(due).toBeGreaterThan(after);
        expect(due - after).toBeLessThanOrEqual((digest === 'daily' ? 25 : 169) * 36e5);
      },
    ),
    { numRuns: 300 },
  );
});

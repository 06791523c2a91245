import fc from 'fast-check';
import { dateTime } from '../src/date-time.ts';
import { everyNext } from '../src/every-next.ts';
import { type Duration, isoDuration, meanLength } from '../src/iso-duration.ts';
import { type WallClock, wallClock } from '../src/wall-clock.ts';

const next = (every: string, anchor: string, after: string, timeZone = 'UTC') =>
  new Date(everyNext(isoDuration(every), dateTime(anchor), timeZone, Date.parse(after))).toISOString();

function series(every: string, anchor: string, count: number, timeZone?: string): string[] {
  const times: string[] = [];
  for (let after = '1900-01-01T00:00Z'; times.length < count; after = times.at(-1) ?? '') {
    times.push(next(every, anchor, after, timeZone));
  }
  return times.map((time) => time.replace(':00.000Z', 'Z'));
}

describe('a month is reckoned from the anchor', () => {
  it('whose day comes back after a month that is too short for it', () => {
    expect(series('P1M', '2027-01-31T09:00Z', 5)).toEqual([
      '2027-01-31T09:00Z',
      '2027-02-28T09:00Z',
      '2027-03-31T09:00Z',
      '2027-04-30T09:00Z',
      '2027-05-31T09:00Z',
    ]);
  });

  it('so that 29 February is the 28th but in leap years', () => {
    expect(series('P1Y', '2028-02-29T09:00Z', 5)).toEqual([
      '2028-02-29T09:00Z',
      '2029-02-28T09:00Z',
      '2030-02-28T09:00Z',
      '2031-02-28T09:00Z',
      '2032-02-29T09:00Z',
    ]);
  });

  it('and days are added after months', () => {
    expect(series('P1M1D', '2027-01-30T09:00Z', 3)).toEqual([
      '2027-01-30T09:00Z',
      '2027-03-01T09:00Z',
      '2027-04-01T09:00Z',
    ]);
  });
});

describe('over a change of the clock', () => {
  it('a day is 23 hours long, or 25', () => {
    expect(series('P1D', '2026-03-28T09:00', 3, 'Europe/Berlin')).toEqual([
      '2026-03-28T08:00Z',
      '2026-03-29T07:00Z',
      '2026-03-30T07:00Z',
    ]);
  });

  it('24 hours are 24 hours', () => {
    expect(series('PT24H', '2026-03-28T09:00', 3, 'Europe/Berlin')).toEqual([
      '2026-03-28T08:00Z',
      '2026-03-29T08:00Z',
      '2026-03-30T08:00Z',
    ]);
  });

  it('a week keeps its time, though it began at one that the clock left out', () => {
    expect(series('P1W', '2026-03-29T02:30', 2, 'Europe/Berlin')).toEqual(['2026-03-29T01:00Z', '2026-04-05T00:30Z']);
  });

  it('the second of an hour that comes twice may be the anchor, and the first is that of later ones', () => {
    // 25 October is the last Sunday of the month in 2026 and again in 2037.
    expect(series('P11Y', '2026-10-25T02:30+01:00', 2, 'Europe/Berlin')).toEqual([
      '2026-10-25T01:30Z',
      '2037-10-25T00:30Z',
    ]);
  });

  it('an anchor with an offset keeps the time that the clock showed at it', () => {
    expect(series('P1D', '2026-03-28T03:00-05:00', 2, 'Europe/Berlin')).toEqual([
      '2026-03-28T08:00Z',
      '2026-03-29T07:00Z',
    ]);
  });
});

describe('the anchor', () => {
  it('is the first time, to the millisecond', () => {
    expect(next('P1D', '2027-01-01T09:00:00.250Z', '2026-11-21T00:00Z')).toBe('2027-01-01T09:00:00.250Z');
  });

  it('does not come again at its own moment', () => {
    expect(next('P1D', '2027-01-01T09:00:00.250Z', '2027-01-01T09:00:00.250Z')).toBe('2027-01-02T09:00:00.250Z');
  });

  it('may lie before 1970, between two seconds', () => {
    expect(next('P1D', '1969-12-31T23:59:59.750Z', '2026-11-21T00:00Z')).toBe('2026-11-21T23:59:59.750Z');
    expect(next('P1D', '1969-12-31T23:59:59.750Z', '2026-11-21T00:00Z', 'Asia/Kathmandu')).toBe(
      '2026-11-21T23:44:59.750Z',
    );
  });
});

it('takes as few steps for an anchor of a century ago as for one of today', () => {
  const every = fc.constantFrom(
    'PT1M',
    'PT61S',
    'P1D',
    'P1DT1M',
    'P7W',
    'P1M',
    'P1M1D',
    'P1Y',
    'P10Y',
    'P7Y11M30DT23H',
  );
  const anchor = fc
    .integer({ min: Date.UTC(1900, 0), max: Date.UTC(2030, 0) })
    .map((instant) => new Date(instant).toISOString());
  fc.assert(
    fc.property(every, anchor, (duration, from) => {
      // Prepare
      let asked = 0;
      const clockOf = (timeZone: string): WallClock => {
        const clock = wallClock(timeZone);
        const first = (reading: number) => {
          asked += 1;
          return clock.first(reading);
        };
        return { ...clock, first };
      };
      // Act
      everyNext(isoDuration(duration), dateTime(from), 'America/New_York', Date.parse('2026-11-21T12:00Z'), clockOf);
      // Assess
      expect(asked).toBeLessThanOrEqual(5);
    }),
    { numRuns: 2000 },
  );
});

const count = fc.nat({ max: 40 });
const duration = fc
  .tuple(fc.nat({ max: 3 }), count, fc.nat({ max: 9 }), count, count, count)
  .filter((units) => units.some((unit) => unit > 0))
  .map(([years, months, weeks, days, hours, minutes]) => `P${years}Y${months}M${weeks}W${days}DT${hours}H${minutes}M`);
const plain = fc.constantFrom('P1D', 'P2D', 'P1W', 'P1M', 'P1DT1M', 'P1M1D', 'P3M', 'P1Y', 'PT90M');

it('is the time that counting from the anchor comes to', () => {
  fc.assert(
    fc.property(
      fc.oneof(plain, duration),
      fc.integer({ min: Date.UTC(1905, 0), max: Date.UTC(2035, 0) }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kwajalein'),
      fc.double({ min: 0, max: 400, noNaN: true }),
      (text, from, timeZone, steps) => {
        // Prepare
        const every = isoDuration(text);
        const after = Math.floor(from + steps * meanLength(every));
        fc.pre(after < Date.UTC(2090, 0));
        let counted = from;
        for (let step = 1; counted <= after; step += 1) counted = counts(from, every, { timeZone, step });
        // Act
        const found = everyNext(every, dateTime(new Date(from).toISOString()), timeZone, after);
        // Assess
        expect(found).toBe(counted);
      },
    ),
    { numRuns: 1000 },
  );
});

/** By the dates of JavaScript, another way than that of the code. */
function counts(
  from: number,
  { months, days, milliseconds }: Duration,
  { timeZone, step }: { readonly timeZone: string; readonly step: number },
): number {
  if (months === 0 && days === 0) return from + step * milliseconds;
  const clock = wallClock(timeZone);
  const shown = new Date(clock.read(from));
  const day = shown.getUTCDate();
  shown.setUTCDate(1);
  shown.setUTCMonth(shown.getUTCMonth() + step * months);
  const last = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + 1, 0)).getUTCDate();
  shown.setUTCDate(Math.min(day, last) + step * days);
  return clock.first(shown.getTime() + new Date(from).getUTCMilliseconds()) + step * milliseconds;
}

import fc from 'fast-check';
import { cronTimes } from '../../src/cron/cron-times.ts';
import { wallClock } from '../../src/wall-clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The days at whose beginning an expression is due in UTC, `from` and `to` included. */
function days(expression: string, from: string, to: string): string[] {
  const times = cronTimes(`0 0 ${expression}`);
  const found: string[] = [];
  for (let at = times.next('UTC', Date.parse(from) - 1); at !== undefined && at <= Date.parse(to); ) {
    found.push(new Date(at).toISOString().slice(0, 10));
    at = times.next('UTC', at);
  }
  return found;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 0 is Sunday. */
  readonly weekDay: number;
  /** How many days the month has. */
  readonly length: number;
}

/** Looks at each day on its own. */
function daysWith(isDue: (day: Day) => boolean, from: string, to: string): string[] {
  const found: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) {
    const day = new Date(at);
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (isDue({ year, month, date, weekDay: day.getUTCDay(), length })) found.push(day.toISOString().slice(0, 10));
  }
  return found;
}

const isWeekDay = ({ weekDay }: Day) => weekDay >= 1 && weekDay <= 5;
const isLast = ({ date, length }: Day, weekDay: number, day: Day) => day.weekDay === weekDay && date + 7 > length;
const isNth = ({ date, weekDay }: Day, wanted: number, nth: number) =>
  weekDay === wanted && Math.ceil(date / 7) === nth;

/** From Monday to Friday, the nearest to a date of the month, and in the same month. */
function isNearest(day: Day, wanted: number): boolean {
  if (wanted > day.length || !isWeekDay(day)) return false;
  const weekDayOf = (date: number) => (((day.weekDay + date - day.date) % 7) + 7) % 7;
  const near = [wanted, wanted - 1, wanted + 1, wanted - 2, wanted + 2].filter((date) => {
    const isInMonth = date >= 1 && date <= day.length;
    return isInMonth && weekDayOf(date) >= 1 && weekDayOf(date) <= 5;
  });
  return near[0] === day.date;
}

describe('L, W and # mean the days that a calendar of 28 years says', () => {
  it.each<[string, (day: Day) => boolean]>([
    ['L * *', ({ date, length }) => date === length],
    ['L * ? *', ({ date, length }) => date === length],
    ['15,L * *', ({ date, length }) => date === 15 || date === length],
    [
      'LW * *',
      (day) => [0, 1, 2].some((back) => day.date + back === day.length && isWeekDay(day) && isNoWeekDayAfter(day)),
    ],
    ['1W * *', (day) => isNearest(day, 1)],
    ['15W * ? *', (day) => isNearest(day, 15)],
    ['30W * *', (day) => isNearest(day, 30)],
    ['31W * *', (day) => isNearest(day, 31)],
    ['1W,15W * *', (day) => isNearest(day, 1) || isNearest(day, 15)],
    ['* * FRIL', (day) => isLast(day, 5, day)],
    ['* * 0L', (day) => isLast(day, 0, day)],
    ['? * 6L *', (day) => isLast(day, 5, day)],
    ['? * SUNL *', (day) => isLast(day, 0, day)],
    ['* * MON#1', (day) => isNth(day, 1, 1)],
    ['* * 5#5', (day) => isNth(day, 5, 5)],
    ['? * 3#2 *', (day) => isNth(day, 2, 2)],
    ['* * MON#1,FRI#3', (day) => isNth(day, 1, 1) || isNth(day, 5, 3)],
    ['* * MON#1,FRI', (day) => isNth(day, 1, 1) || day.weekDay === 5],
    ['13 * 5', (day) => day.date === 13 || day.weekDay === 5],
    ['L * SUN#1', (day) => day.date === day.length || isNth(day, 0, 1)],
    ['29 2 *', ({ month, date }) => month === 2 && date === 29],
    ['31 * *', ({ date }) => date === 31],
    ['? 2 SAT *', ({ month, weekDay }) => month === 2 && weekDay === 6],
    ['? * L *', ({ weekDay }) => weekDay === 6],
    ['*/10 */5 *', ({ month, date }) => (date - 1) % 10 === 0 && (month - 1) % 5 === 0],
    ['1 1 ? 2030-2034,2040/3', ({ year, month, date }) => isOf(year) && month === 1 && date === 1],
  ])('%s', (expression, isDue) => {
    const found = days(expression, '2024-01-01', '2051-12-31');
    expect(found).toEqual(daysWith(isDue, '2024-01-01', '2051-12-31'));
    expect(found.length).toBeGreaterThan(0);
  });
});

/** From this Monday to Friday on, the rest of the month is Saturday and Sunday. */
const isNoWeekDayAfter = ({ date, length, weekDay }: Day) => date === length || (weekDay === 5 && date + 2 >= length);
const isOf = (year: number) => (year >= 2030 && year <= 2034) || (year >= 2040 && (year - 2040) % 3 === 0);

describe('never', () => {
  it.each([
    '0 0 31 2 *',
    '0 0 30 2 ? *',
    '0 0 31 4,6,9,11 *',
    '0 0 30W,31W 2 *',
    '0 0 1 1 ? 2025',
    '0 0 1 1 ? 2077',
    '0 0 ? 2 MON#5 2027',
  ])('is %s after November 2026', (expression) => {
    expect(cronTimes(expression).next('Europe/Berlin', Date.parse('2026-11-21T12:00Z'))).toBeUndefined();
  });

  it('begins 50 years ahead', () => {
    const times = cronTimes('0 12 21 11 ? 2076');
    expect(times.next('UTC', Date.parse('2026-11-21T12:00:00Z'))).toBe(Date.parse('2076-11-21T12:00:00Z'));
    expect(times.next('UTC', Date.parse('2026-11-21T11:59:59Z'))).toBeUndefined();
  });

  it('is not what is eight years away, over a year that is no leap year', () => {
    expect(cronTimes('0 0 29 2 *').next('UTC', Date.parse('2096-03-01'))).toBe(Date.parse('2104-02-29'));
  });
});

it('waits for what the clock has not shown yet, when it is asked while an hour comes for the second time', () => {
  const next = (expression: string, after: string) =>
    new Date(cronTimes(expression).next('Europe/Berlin', Date.parse(after)) ?? 0).toISOString();
  expect(next('*/15 * * * *', '2026-10-25T01:10Z')).toBe('2026-10-25T02:00:00.000Z');
  expect(next('45 2 * * *', '2026-10-25T01:10Z')).toBe('2026-10-26T01:45:00.000Z');
});

it('keeps to the turn of the year of the zone, not of UTC', () => {
  const next = (timeZone: string, after: string) =>
    cronTimes('0 23 31 12 ? 2026').next(timeZone, Date.parse(after)) ?? 'never';
  expect(next('Pacific/Honolulu', '2027-01-01T08:59Z')).toBe(Date.parse('2027-01-01T09:00Z'));
  expect(next('Pacific/Honolulu', '2027-01-01T09:00Z')).toBe('never');
  expect(next('Pacific/Kiritimati', '2026-12-31T08:59Z')).toBe(Date.parse('2026-12-31T09:00Z'));
  expect(next('Pacific/Kiritimati', '2026-12-31T09:00Z')).toBe('never');
});

/** A field, and the values that it means. */
interface Field {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}

const steps = (from: number, to: number, by = 1): ReadonlySet<number> =>
  new Set(Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by));

/** Days and months are `*` more often than not: else few expressions would be due within two days. */
const field = (min: number, max: number, stars = 1): fc.Arbitrary<Field> => {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const by = fc.integer({ min: 1, max: max - min + 1 });
  return fc.oneof(
    { weight: stars, arbitrary: fc.constant({ text: '*', values: steps(min, max) }) },
    fc.uniqueArray(value, { minLength: 1, maxLength: 3 }).map((list) => ({ text: list.join(), values: new Set(list) })),
    range.map(([from, to]) => ({ text: `${from}-${to}`, values: steps(from, to) })),
    by.map((step) => ({ text: `*/${step}`, values: steps(min, max, step) })),
    fc.tuple(range, by).map(([[from, to], step]) => ({ text: `${from}-${to}/${step}`, values: steps(from, to, step) })),
  );
};

/** Changes of the clock, half an hour and a whole day too. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2026-06-01T00:00Z'],
] as const;

const MOST = 200;

it('fires at the times that a walk over every minute of the wall finds', () => {
  const walked = fc.constantFrom(...CHANGES);
  // Half of them begin so near to the change that the clock may show its hour for the second time.
  const minutes = fc.oneof(fc.integer({ min: -36 * 60, max: 12 * 60 }), fc.integer({ min: -90, max: 90 }));
  fc.assert(
    fc.property(
      walked,
      minutes,
      fc.tuple(field(0, 59), field(0, 23), field(1, 31, 9), field(1, 12, 20), field(0, 6, 9)),
      ([timeZone, change], distance, fields) => {
        // Prepare
        const from = Date.parse(change) + distance * MINUTE;
        const to = from + 2 * DAY;
        const times = cronTimes(fields.map(({ text }) => text).join(' '));
        // Act
        const found: number[] = [];
        for (let at = times.next(timeZone, from); at !== undefined && at <= to && found.length < MOST; ) {
          found.push(at);
          at = times.next(timeZone, at);
        }
        // Assess
        expect(found).toEqual(walk(timeZone, from, to, fields).slice(0, MOST));
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

/** No clock of those above is put back by more than an hour. */
const BEFORE = 2 * 60 * MINUTE;

/** Every minute from before `from` on: which ones the clock shows for the first time, and which it leaves out. */
function walk(timeZone: string, from: number, to: number, fields: readonly Field[]): number[] {
  const clock = wallClock(timeZone);
  const due = new Set<number>();
  let latest = clock.read(from - BEFORE);
  for (let at = from - BEFORE + MINUTE; at <= to; at += MINUTE) {
    const shown = clock.read(at);
    for (; latest < shown; latest += MINUTE) if (isDueAt(latest + MINUTE, fields)) due.add(at);
  }
  return [...due].filter((at) => at > from);
}

function isDueAt(reading: number, fields: readonly Field[]): boolean {
  const shown = new Date(reading);
  const values = [
    shown.getUTCMinutes(),
    shown.getUTCHours(),
    shown.getUTCDate(),
    shown.getUTCMonth() + 1,
    shown.getUTCDay(),
  ];
  const [minute, hour, date, month, weekDay] = fields.map(({ values: own }, index) => own.has(values[index] ?? -1));
  const isOneOfTwo = fields[2]?.text !== '*' && fields[4]?.text !== '*';
  return Boolean(minute && hour && month && (isOneOfTwo ? date || weekDay : date && weekDay));
}

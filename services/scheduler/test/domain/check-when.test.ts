import { Unprocessable, type Violation } from '@libs/contracts/errors';
import type { When } from '../../src/contract/schedule.ts';
import { checkWhen } from '../../src/domain/when.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const berlin = { timeZone: 'Europe/Berlin' };

/** What is wrong, as `pointer code`. */
function wrongWith(when: When): string[] {
  return violationsOf(when).map(({ pointer, code }) => `${pointer.replace('/body/when', '')} ${code}`);
}

function violationsOf(when: When): readonly Violation[] {
  return refusalOf(when)?.errors ?? [];
}

function refusalOf(when: When): Unprocessable | undefined {
  try {
    checkWhen(when, NOW);
    return undefined;
  } catch (error) {
    if (error instanceof Unprocessable) return error;
    throw error;
  }
}

it('is refused as a request against a rule', () => {
  expect(refusalOf({ at: 'tomorrow' })).toMatchObject({
    status: 422,
    type: 'invalid-schedule',
    errors: [{ pointer: '/body/when/at', code: 'pattern' }],
  });
});

describe('at', () => {
  it.each<[string, When]>([
    ['an instant', { at: '2026-11-21T12:00:01Z' }],
    ['an instant by an offset', { at: '2026-11-21T13:00:00.001+01:00' }],
    ['local time of a zone', { at: '2026-11-21T13:00:01', ...berlin }],
    ['local time without seconds', { at: '2026-11-21T13:01', ...berlin }],
    ['an offset that the zone has at this time', { at: '2027-07-01T09:00:00+02:00', ...berlin }],
    ['the first of a time that occurs twice', { at: '2027-10-31T02:30:00+02:00', ...berlin }],
    ['the second of a time that occurs twice', { at: '2027-10-31T02:30:00+01:00', ...berlin }],
    ['a fraction of a second, with the offset of the zone', { at: '2027-07-01T09:00:00.250+02:00', ...berlin }],
    ['UTC, by both of its names', { at: '2027-07-01T09:00:00Z', timeZone: 'UTC' }],
    ['a time that does not exist', { at: '2027-03-28T02:30:00', ...berlin }],
    ['in 50 years', { at: '2076-11-21T12:00:00Z' }],
  ])('may be %s', (_, when) => {
    expect(wrongWith(when)).toEqual([]);
  });

  it.each<[string, string, When]>([
    ['now', '/at in-the-past', { at: '2026-11-21T12:00:00Z' }],
    ['a moment ago', '/at in-the-past', { at: '2026-11-21T11:59:59.999Z' }],
    ['past by the clock of the zone', '/at in-the-past', { at: '2026-11-21T12:59:59', ...berlin }],
    ['past, though not in UTC', '/at in-the-past', { at: '2026-11-21T12:30:00+01:00' }],
    ['the year 0', '/at pattern', { at: '0000-01-01T00:00:00Z' }],
    ['the year 9999', '/at too-far', { at: '9999-12-31T23:59:59Z' }],
    ['the year 9999 of a zone', '/at too-far', { at: '9999-12-31T23:59:59', ...berlin }],
    ['a moment later than in 50 years', '/at too-far', { at: '2076-11-21T12:00:00.001Z' }],
    [
      'of the offset of winter in summer',
      '/at offset-and-zone-disagree',
      { at: '2027-07-01T09:00:00+01:00', ...berlin },
    ],
    ['of another zone', '/at offset-and-zone-disagree', { at: '2027-07-01T09:00:00-04:00', ...berlin }],
    ['UTC beside a zone', '/at offset-and-zone-disagree', { at: '2027-07-01T09:00:00Z', ...berlin }],
    ['a time that the zone never had', '/at offset-and-zone-disagree', { at: '2027-03-28T02:30:00+01:00', ...berlin }],
    ['local time of nowhere', '/timeZone required', { at: '2027-07-01T09:00:00' }],
    [
      'local time of a zone that nobody knows',
      '/timeZone unknown-time-zone',
      { at: '2027-07-01T09:00', timeZone: 'Mars' },
    ],
    ['beside an offset for a zone', '/timeZone unknown-time-zone', { at: '2027-07-01T09:00:00Z', timeZone: '+02:00' }],
    ['with an anchor', '/anchor unexpected', { at: '2027-07-01T09:00:00Z', anchor: '2026-01-01T00:00:00Z' }],
  ])('may not be %s: %s', (_, wrong, when) => {
    expect(wrongWith(when)).toEqual([wrong]);
  });

  it.each([
    '',
    'tomorrow',
    '2027-07-01',
    '2027-07-01 09:00:00Z',
    '2027-7-1T9:00:00Z',
    '2027-02-29T09:00:00Z',
    '2027-02-31T09:00:00Z',
    '2027-13-01T09:00:00Z',
    '2027-07-01T24:00:00Z',
    '2027-07-01T09:60:00Z',
    '2027-06-30T23:59:60Z',
    '2027-07-01T09:00:00+24:00',
    '2027-07-01T09:00:00+0200',
    '2027-07-01T09:00:00.Z',
    '+012027-07-01T09:00:00Z',
    '2027-07-01T09:00:00Z\n',
    '２027-07-01T09:00:00Z',
    '1795426800000',
  ])('may not be %j: pattern', (at) => {
    expect(wrongWith({ at })).toEqual(['/at pattern']);
  });
});

describe('every', () => {
  it.each<[string, When]>([
    ['a minute', { every: 'PT1M' }],
    ['sixty seconds', { every: 'PT60S' }],
    ['ten years', { every: 'P10Y' }],
    ['120 months', { every: 'P120M' }],
    ['a month and a day', { every: 'P1M1D' }],
    ['weeks', { every: 'P2W', ...berlin }],
    ['from an instant', { every: 'P1D', anchor: '2026-01-31T09:00:00Z' }],
    ['from a local time', { every: 'P1D', anchor: '2026-01-31T09:00', ...berlin }],
    ['from the beginning of Unix time', { every: 'P1D', anchor: '1970-01-01T00:00:00Z' }],
    ['from a time to come', { every: 'P1D', anchor: '2027-01-31T09:00:00Z' }],
  ])('may be %s', (_, when) => {
    expect(wrongWith(when)).toEqual([]);
  });

  it.each<[string, string, When]>([
    ['no time at all', '/every too-short', { every: 'PT0S' }],
    ['zero days', '/every too-short', { every: 'P0D' }],
    ['zero of everything', '/every too-short', { every: 'P0Y0M0W0DT0H0M0S' }],
    ['59 seconds', '/every too-short', { every: 'PT59S' }],
    ['a century', '/every too-long', { every: 'P100Y' }],
    ['ten years and a second', '/every too-long', { every: 'P10YT1S' }],
    ['more than ten years in days', '/every too-long', { every: 'P3653D' }],
    ['as much as can be written', '/every too-long', { every: 'P999999999Y' }],
    ['of a zone that nobody knows', '/timeZone unknown-time-zone', { every: 'P1D', timeZone: 'Europe/Atlantis' }],
    ['from no time', '/anchor pattern', { every: 'P1D', anchor: 'now' }],
    ['from the year 9999', '/anchor too-far', { every: 'P1D', anchor: '9999-12-31T23:59:59Z' }],
    ['from a time before 1900', '/anchor too-far', { every: 'P1D', anchor: '1899-12-31T23:59:59Z' }],
    [
      'from an offset that is not the zone’s',
      '/anchor offset-and-zone-disagree',
      { every: 'P1D', anchor: '2026-07-01T09:00:00Z', ...berlin },
    ],
  ])('may not be %s: %s', (_, wrong, when) => {
    expect(wrongWith(when)).toEqual([wrong]);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '1 day',
    'P1',
    '-P1D',
    'P-1D',
    'P1.5D',
    'PT1,5H',
    'p1d',
    'P1D1M',
    'PT1H1D',
    'P1D ',
    'P1234567890D',
    'P1H',
  ])('may not be %j: pattern', (every) => {
    expect(wrongWith({ every })).toEqual(['/every pattern']);
  });
});

describe('cron', () => {
  it.each<[string, When]>([
    ['of five fields', { cron: '0 9 * * MON-FRI', ...berlin }],
    ['of six', { cron: '0 9 ? * MON-FRI *', ...berlin }],
    ['on 29 February', { cron: '0 9 29 2 *', ...berlin }],
    ['on 31 February or any Monday', { cron: '0 9 31 2 MON', ...berlin }],
    ['as far away as it can be', { cron: '0 12 1 1 ? 2076', ...berlin }],
  ])('may be %s', (_, when) => {
    expect(wrongWith(when)).toEqual([]);
  });

  it.each<[string, string[], When]>([
    ['on 31 February', ['/cron never-fires'], { cron: '0 9 31 2 *', ...berlin }],
    ['on 31 February, in AWS notation', ['/cron never-fires'], { cron: '0 9 31 2 ? *', ...berlin }],
    ['on the 31st of months that have none', ['/cron never-fires'], { cron: '0 9 31 2,4,6,9,11 *', ...berlin }],
    ['near 30 February', ['/cron never-fires'], { cron: '0 9 30W 2 *', ...berlin }],
    [
      'on the fifth Monday of a February of 28 days',
      ['/cron never-fires'],
      { cron: '0 9 ? 2 2#5 2027-2031', ...berlin },
    ],
    ['in a year that is over', ['/cron never-fires'], { cron: '0 9 1 1 ? 2020', ...berlin }],
    ['on a day of this year that is over', ['/cron never-fires'], { cron: '0 9 20 11 ? 2026', ...berlin }],
    ['in more than 50 years', ['/cron never-fires'], { cron: '0 9 1 1 ? 2199', ...berlin }],
    ['of nowhere', ['/timeZone required'], { cron: '0 9 * * *' }],
    ['of a zone that nobody knows', ['/timeZone unknown-time-zone'], { cron: '0 9 * * *', timeZone: 'Mars/Olympus' }],
    ['wrong in two places', ['/timeZone unknown-time-zone', '/cron pattern'], { cron: 'x', timeZone: 'Mars/Olympus' }],
    ['with an anchor', ['/anchor unexpected'], { cron: '0 9 * * *', anchor: '2026-01-01T00:00:00Z', ...berlin }],
    ['to the second', ['/cron pattern'], { cron: '30 0 9 * * *', ...berlin }],
    ['longer than 100 characters', ['/cron pattern'], { cron: `${'0,'.repeat(50)}0 * * * *`, ...berlin }],
  ])('may not be %s: %j', (_, wrong, when) => {
    expect(wrongWith(when)).toEqual(wrong);
  });
});

it.each<[When]>([
  [{}],
  [{ timeZone: 'UTC', anchor: '2026-01-01T00:00:00Z' }],
  [{ at: '2027-01-01T00:00:00Z', every: 'P1D' }],
  [{ every: 'P1D', cron: '0 9 * * *', timeZone: 'UTC' }],
  [{ at: '2027-01-01T00:00:00Z', every: 'P1D', cron: '0 9 * * *', timeZone: 'UTC' }],
])('is exactly one of at, every and cron, so not %j', (when) => {
  expect(wrongWith(when)).toEqual([' one-of']);
});

it('tells the place that it came from', () => {
  const refused = (when: When) => {
    try {
      checkWhen(when, NOW, '/query');
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(refused({ cron: 'x', timeZone: 'UTC' })).toMatchObject({ errors: [{ pointer: '/query/cron' }] });
  expect(refused({})).toMatchObject({ errors: [{ pointer: '/query' }] });
});

it('tells what is wrong without the value', () => {
  // Prepare
  const secret = 'Hunter2';
  const whens: When[] = [
    { at: secret },
    { every: secret },
    { every: 'P1D', anchor: secret },
    { cron: secret, timeZone: secret },
    { cron: `0 9 * * ${secret}`, timeZone: 'UTC' },
  ];
  // Act
  const told = JSON.stringify(whens.map(violationsOf));
  // Assess
  expect(told).not.toMatch(/hunter2/i);
});

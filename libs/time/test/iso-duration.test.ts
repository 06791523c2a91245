import fc from 'fast-check';
import { isoDuration, meanLength } from '../src/iso-duration.ts';
import { MalformedTime } from '../src/malformed-time.ts';

const HOUR = 36e5;

it.each([
  ['P1Y', { months: 12, days: 0, milliseconds: 0 }],
  ['P1Y6M', { months: 18, days: 0, milliseconds: 0 }],
  ['P2W', { months: 0, days: 14, milliseconds: 0 }],
  ['P1W1D', { months: 0, days: 8, milliseconds: 0 }],
  ['PT1M', { months: 0, days: 0, milliseconds: 60_000 }],
  ['PT36H', { months: 0, days: 0, milliseconds: 36 * HOUR }],
  ['P1DT12H30M15S', { months: 0, days: 1, milliseconds: 12.5 * HOUR + 15_000 }],
  ['P01D', { months: 0, days: 1, milliseconds: 0 }],
  ['P0D', { months: 0, days: 0, milliseconds: 0 }],
])('reads %s', (text, duration) => {
  expect(isoDuration(text)).toEqual(duration);
});

it.each([
  '',
  'P',
  'PT',
  'P1YT',
  'P1',
  '1D',
  'p1D',
  'P1d',
  'P1S',
  'PT1D',
  'P1D1Y',
  'P1.5D',
  'PT1,5S',
  '+P1D',
  '-P1D',
  'P+1D',
  'P 1D',
  'P1D\n',
  'P1234567890D',
  'P１D',
])('does not read %j', (text) => {
  expect(() => isoDuration(text)).toThrow(MalformedTime);
});

it('reads any duration as the sum of its units', () => {
  const number = fc.nat({ max: 999_999_999 });
  const maybe = fc.option(number, { nil: undefined });
  fc.assert(
    fc.property(fc.tuple(maybe, maybe, maybe, maybe), fc.tuple(maybe, maybe, maybe), (date, time) => {
      // Prepare
      fc.pre([...date, ...time].some((value) => value !== undefined));
      const written = (values: readonly (number | undefined)[], letters: string) =>
        values.map((value, index) => (value === undefined ? '' : `${value}${letters[index]}`)).join('');
      const clock = written(time, 'HMS');
      // Act
      const duration = isoDuration(`P${written(date, 'YMWD')}${clock === '' ? '' : `T${clock}`}`);
      // Assess
      const [years = 0, months = 0, weeks = 0, days = 0] = date;
      const [hours = 0, minutes = 0, seconds = 0] = time;
      expect(duration).toEqual({
        months: 12 * years + months,
        days: 7 * weeks + days,
        milliseconds: 1000 * (3600 * hours + 60 * minutes + seconds),
      });
    }),
  );
});

it.each([
  ['PT1M', 60_000],
  ['P1D', 24 * HOUR],
  ['P1Y', 365.2425 * 24 * HOUR],
  ['P12M', 365.2425 * 24 * HOUR],
  ['P1M1DT1H', (30.436875 * 24 + 24 + 1) * HOUR],
])('%s is %i ms long on average', (text, length) => {
  expect(meanLength(isoDuration(text))).toBe(length);
});

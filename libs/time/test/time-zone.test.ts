import { isTimeZone } from '../src/time-zone.ts';

it.each([
  'UTC',
  'Europe/Berlin',
  'America/Argentina/ComodRivadavia',
  'Asia/Kathmandu',
  'Asia/Calcutta',
  'Etc/GMT+5',
  'europe/berlin',
])('knows %s', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

it('knows every zone that the runtime lists', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([]);
});

it.each([
  '',
  'Mars/Olympus',
  '+05:45',
  '-03',
  'Z',
  ' UTC',
  'UTC\u0000',
  'Europe/Berlin\n',
  'Ｅurope/Berlin',
  'x'.repeat(65),
  '__proto__',
])('does not know %j', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

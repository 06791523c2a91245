import type { When } from '../../src/contract/schedule.ts';
import { settledWhen } from '../../src/domain/when.ts';

const NOW = new Date('2026-11-21T12:00:00.250Z');

it.each<[string, When, When]>([
  [
    'every counts from now, by the clock of UTC',
    { every: 'P1D' },
    { every: 'P1D', timeZone: 'UTC', anchor: '2026-11-21T12:00:00.250Z' },
  ],
  [
    'a time zone that was told stays',
    { every: 'P1D', timeZone: 'Europe/Berlin' },
    { every: 'P1D', timeZone: 'Europe/Berlin', anchor: '2026-11-21T12:00:00.250Z' },
  ],
  [
    'an anchor that was told stays',
    { every: 'P1D', anchor: '2026-01-31T09:00', timeZone: 'Europe/Berlin' },
    { every: 'P1D', anchor: '2026-01-31T09:00', timeZone: 'Europe/Berlin' },
  ],
  [
    'cron has no defaults',
    { cron: '0 9 * * *', timeZone: 'Europe/Berlin' },
    { cron: '0 9 * * *', timeZone: 'Europe/Berlin' },
  ],
  [
    'a local time stays local, whatever happens to its zone',
    { at: '2027-01-01T09:00', timeZone: 'Europe/Berlin' },
    { at: '2027-01-01T09:00', timeZone: 'Europe/Berlin' },
  ],
])('%s', (_, when, settled) => {
  expect(settledWhen(when, NOW)).toEqual(settled);
});

it('stays as it is once it is settled', () => {
  const settled = settledWhen({ every: 'PT1H' }, NOW);
  expect(settledWhen(settled, new Date('2027-01-01T00:00:00Z'))).toEqual(settled);
});

import { delaySeconds } from '../../src/domain/delay.ts';

const now = new Date('2026-11-21T10:00:00.000Z');

it.each([
  ['2026-11-21T09:00:00.000Z', 0],
  ['2026-11-21T10:00:00.000Z', 0],
  ['2026-11-21T10:00:01.999Z', 0],
  ['2026-11-21T10:00:02.000Z', 1],
  ['2026-11-21T10:03:59.999Z', 238],
  ['2026-11-21T10:15:01.000Z', 900],
  ['2026-11-21T10:15:02.000Z', 900],
  ['2076-11-21T10:00:00.000Z', 900],
])('has what is planned for %s kept back for %d seconds by a queue that is up to one late', (plannedAt, seconds) => {
  expect(delaySeconds(plannedAt, now, 1000)).toBe(seconds);
});

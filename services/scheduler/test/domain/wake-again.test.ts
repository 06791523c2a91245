import { wakeAgainAt } from '../../src/domain/wake-again.ts';

const now = new Date('2026-11-21T10:00:00.000Z');

it.each([
  [0, 1],
  [1, 2],
  [5, 32],
  [6, 60],
  [10_000, 60],
])('after %d times it is looked for again in %d minutes', (wakes, minutes) => {
  expect(wakeAgainAt(wakes, now).getTime() - now.getTime()).toBe(minutes * 60_000);
});

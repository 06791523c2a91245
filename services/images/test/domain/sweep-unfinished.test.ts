import { fateOfUnfinished } from '../../src/domain/sweep-unfinished.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANNOUNCED = '2026-11-21T10:00:00.000Z';

/** What becomes of a picture so long after its announcement, or after it has arrived. */
const fate = (
  state: 'pending' | 'processing' | 'ready' | 'rejected',
  after: number,
  arrived = false,
  claimedAt = ANNOUNCED,
) => fateOfUnfinished({ state, createdAt: ANNOUNCED, claimedAt }, arrived, Date.parse(ANNOUNCED) + after);

describe('a picture that is awaited', () => {
  it.each([
    ['waits while its form works, and for an hour more', 75 * MINUTE - 1, false, 'wait'],
    ['expires then, when nothing has come', 75 * MINUTE, false, 'expire'],
    ['expires years later as well', 9000 * HOUR, false, 'expire'],
    ['is put on its way again, when something has come', 75 * MINUTE, true, 'redrive'],
    ['is put on its way again for a day', 24 * HOUR - 1, true, 'redrive'],
    ['is given up after a day, when nobody takes what has come', 24 * HOUR, true, 'give-up'],
    ['waits, when something has just come', 74 * MINUTE, true, 'wait'],
  ] as const)('%s', (_, after, arrived, expected) => {
    expect(fate('pending', after, arrived)).toBe(expected);
  });
});

describe('a picture that is processed', () => {
  it('has six hours, whenever it was announced', () => {
    expect(fate('processing', 6 * HOUR - 1)).toBe('wait');
    expect(fate('processing', 6 * HOUR)).toBe('give-up');
    expect(fate('processing', 8 * HOUR, true, '2026-11-21T13:00:00.000Z')).toBe('wait');
  });
});

it('a picture that is finished is left alone', () => {
  expect(fate('ready', 9000 * HOUR)).toBe('wait');
  expect(fate('rejected', 9000 * HOUR)).toBe('wait');
});

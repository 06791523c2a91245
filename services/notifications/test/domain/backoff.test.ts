import { dueAfterPause, dueAfterThrottle, pauseAfter, waitAfterThrottle } from '../../src/domain/backoff.ts';

const MINUTE = 60_000;

describe('a pause', () => {
  it('is of half a minute at first, doubles with each refusal, and is never longer than a quarter of an hour', () => {
    const longest = Array.from({ length: 8 }, (_, index) => pauseAfter(index + 1, 1) / MINUTE);
    expect(longest).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15]);
  });

  it('is half jitter', () => {
    expect([0, 0.5, 1].map((random) => pauseAfter(1, random))).toEqual([15_000, 22_500, 30_000]);
  });

  it('is bounded after a thousand refusals', () => {
    expect(pauseAfter(1000, 1)).toBe(15 * MINUTE);
  });
});

describe('what a pause has held', () => {
  it('comes back over half its length, and not before it is over', () => {
    const [now, until] = [1_000_000, 1_000_000 + 10 * MINUTE];
    expect([0, 1].map((random) => dueAfterPause(until, now, random).getTime())).toEqual([until, until + 5 * MINUTE]);
  });

  it('comes back at once when the pause is over already', () => {
    expect(dueAfterPause(1000, 2000, 1).getTime()).toBe(1000);
  });
});

describe('what came too fast', () => {
  it('is tried again after up to 0.4 seconds, later after up to 2, at random', () => {
    expect([1, 2, 3, 4, 1000].map((tries) => waitAfterThrottle(tries, 1))).toEqual([400, 800, 1600, 2000, 2000]);
    expect(waitAfterThrottle(4, 0.5)).toBe(1000);
    expect(waitAfterThrottle(4, 0)).toBe(0);
  });

  it('for as long as it was tried is tried again within a minute', () => {
    expect([0, 0.5, 1].map((random) => dueAfterThrottle(1000, random).getTime())).toEqual([1000, 31_000, 61_000]);
  });
});

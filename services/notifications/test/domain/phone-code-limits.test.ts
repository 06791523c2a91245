import { mayAskForCode } from '../../src/domain/phone-code-limits.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const ago = (...minutes: number[]) => minutes.map((count) => now - count * 60_000);

function refusal(times: readonly number[]): unknown {
  try {
    return mayAskForCode(times, now);
  } catch (error) {
    return error;
  }
}

it('lets the first one through', () => {
  expect(mayAskForCode([], now)).toEqual([now]);
});

it('lets a further one through a minute after the last, and no moment before', () => {
  expect(mayAskForCode(ago(1), now)).toEqual([...ago(1), now]);
  expect(refusal([now - 59_999])).toMatchObject({ status: 429, type: 'code-too-soon', retryAfter: 1 });
});

it('lets five through within 24 hours, and says when the next may be', () => {
  expect(mayAskForCode(ago(1439, 60, 30, 10), now)).toHaveLength(5);
  expect(refusal(ago(30, 1439, 60, 10, 5))).toMatchObject({ status: 429, type: 'too-many-codes', retryAfter: 60 });
});

it('forgets those that are older', () => {
  expect(mayAskForCode(ago(1440, 1441, 5000, 60, 30), now)).toEqual([...ago(60, 30), now]);
});

it('does not take a clock that runs ahead for a way around the minute', () => {
  expect(refusal([now + 30_000])).toMatchObject({ type: 'code-too-soon', retryAfter: 90 });
});

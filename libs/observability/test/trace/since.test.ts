import { parseSince } from '../../src/trace/since.ts';

it.each([
  ['90m', 5_400_000],
  ['1h', 3_600_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('reads %s', (text, milliseconds) => {
  expect(parseSince(text)).toBe(milliseconds);
});

it.each(['', '1', 'h', '0h', '-1h', '1.5h', '1w', '1h1m', '99999h'])(
  'refuses "%s" with what to write instead',
  (text) => {
    expect(() => parseSince(text)).toThrow(/90m, 24h or 7d/);
  },
);

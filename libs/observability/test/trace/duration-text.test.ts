import { durationText } from '../../src/trace/index.ts';

it.each([
  [0, '0 ms'],
  [0.04, '0 ms'],
  [0.44, '0.4 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [412.4, '412 ms'],
  [999.6, '1.00 s'],
  [59_990, '59.99 s'],
  [59_999, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

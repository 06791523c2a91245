import { codesIn, splitAtCodes } from '../../src/front-door/mailbox/codes.ts';

it.each([
  ['Your verification code is 123456.', ['123456']],
  ['code: 4711', ['4711']],
  ['Your PIN is\n4711', []],
  ['123456 and again 123456, then 654321', ['123456', '654321']],
  ['Call 030 1234567 in 2026', []],
  ['It costs 123456.78 or 12,345,678', []],
  ['order-123456 and 123456abc', []],
  ['https://example.com/123456/x?y=123456', ['123456']],
  ['', []],
])('finds in "%s" the codes %j', (text, codes) => {
  expect(codesIn(text)).toEqual(codes);
});

it('splits a text at its codes and loses nothing of it', () => {
  const text = 'Use 123456 or code 4711!';
  const pieces = splitAtCodes(text);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ isCode }) => isCode).map((piece) => piece.text)).toEqual(['123456', '4711']);
});

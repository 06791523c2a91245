import { rightToLeft } from '../../src/domain/right-to-left.ts';
import { smsLength } from '../../src/domain/sms-segments.ts';

const MARK = '\u200F';
const arabic = (units: number) => `Longhouse: ${'م'.repeat(units - 11)}`;

it('tells a phone to lay out a text from the right though it begins with a Latin name', () => {
  expect(rightToLeft(arabic(40))).toBe(MARK + arabic(40));
});

it.each([70, 134, 201])('leaves a text of %i characters as it is, which would be one segment more', (units) => {
  expect(rightToLeft(arabic(units))).toBe(arabic(units));
  expect(smsLength(rightToLeft(arabic(units - 1))).segments).toBe(smsLength(arabic(units)).segments);
});

it('leaves a text in Latin letters in the encoding in which it is short', () => {
  expect(rightToLeft('Longhouse: Water the plants')).toBe('Longhouse: Water the plants');
});

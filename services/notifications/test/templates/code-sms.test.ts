import { smsLength } from '../../src/domain/sms-segments.ts';
import { codeSms } from '../../src/templates/code-sms.ts';

it.each(['en', 'ar', 'de', ''])('is one segment with the code in it: %s', (locale) => {
  const text = codeSms('012345', locale);
  expect(text).toContain('012345');
  expect(smsLength(text).segments).toBe(1);
});

it('is in the language of the person', () => {
  expect(codeSms('012345', 'ar-MA')).toContain('رمزك');
});

it('is laid out from the right in a language that is read so', () => {
  expect(codeSms('012345', 'ar').startsWith('\u200F')).toBe(true);
  expect(codeSms('012345', 'en').startsWith('Longhouse')).toBe(true);
});

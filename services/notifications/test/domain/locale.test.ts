import { directionOf, formatLocaleOf, textLocaleOf } from '../../src/domain/locale.ts';

describe('the language of the texts', () => {
  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['AR', 'ar'],
    ['ar-EG-u-nu-latn', 'ar'],
    ['de', 'en'],
    ['arz', 'en'],
    ['', 'en'],
    ['-', 'en'],
    ['ar_EG', 'en'],
    ['not a locale', 'en'],
    [`ar${'-a1b2c3d4'.repeat(2000)}`, 'ar'],
  ])('for %.20s is %s', (tag, locale) => {
    expect(textLocaleOf(tag)).toBe(locale);
  });

  it('has a direction', () => {
    expect([directionOf('en'), directionOf('ar')]).toEqual(['ltr', 'rtl']);
  });
});

describe('the locale of dates', () => {
  it.each([
    ['en-gb', 'en-GB', "the person's own, where it is of the text's language"],
    ['ar-MA', 'ar-MA', 'the same from right to left'],
    ['de-AT', 'en', "the text's, where there is no text in the language"],
    ['arz-EG', 'en', 'not that of a language whose name merely begins so'],
    ['en-a', 'en', "the text's, for a tag that is not well-formed"],
    ['ar--EG', 'ar', 'the same from right to left'],
    [`en${'-abcdefgh'.repeat(9)}`, 'en', "the text's, for a tag that is too long"],
  ])('for %.20s is %s: %s', (tag, locale) => {
    expect(formatLocaleOf(tag)).toBe(locale);
    expect(() => new Intl.DateTimeFormat(formatLocaleOf(tag))).not.toThrow();
  });
});

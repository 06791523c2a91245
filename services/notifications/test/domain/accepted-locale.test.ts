import { acceptedLocale } from '../../src/domain/accepted-locale.ts';

it.each([
  ['nothing', undefined, 'en'],
  ['one that there are texts in', 'ar-MA', 'ar-MA'],
  ['several', 'ar-MA,ar;q=0.9,en;q=0.5', 'ar-MA'],
  ['another order', 'en;q=0.3, ar;q=0.8', 'ar'],
  ['first one that there are no texts in', 'de-CH, ar;q=0.8, en;q=0.5', 'ar'],
  ['none that there are texts in', 'de, fr;q=0.5, *', 'en'],
  ['one that is not wanted', 'ar;q=0, de', 'en'],
  ['what only begins alike', 'arn, en', 'en'],
  ['nonsense', ';;,,q=;<script>', 'en'],
])('for %s', (_, header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

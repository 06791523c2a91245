import { formatFor } from '../../src/domain/format-for.ts';
import { acceptCases } from './accept-cases.ts';

it.each(acceptCases)('chooses $format: $why', ({ accept, formats, format }) => {
  expect(formatFor(accept, formats)).toBe(format);
});

it('chooses the plainest of what there is when JPEG is not there', () => {
  expect(formatFor('*/*', ['avif', 'webp'])).toBe('webp');
});

it('chooses the same whatever the order in which the formats are given', () => {
  expect(formatFor('image/webp', ['avif', 'webp', 'jpeg'])).toBe(formatFor('image/webp', ['jpeg', 'avif', 'webp']));
});

it('has nothing to choose where there is no format', () => {
  expect(formatFor('image/webp', [])).toBeUndefined();
});

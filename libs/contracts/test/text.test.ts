import { line, lines, message } from '../src/index.ts';
import { violations } from '../src/validate.ts';

const Note = message('Note', { title: line(5), body: lines(5) });

function codesOf(title: string, body = ''): string[] {
  Note.validate({ body: { title, body } });
  return violations(Note.validate.errors).map(({ pointer, code }) => `${pointer} ${code}`);
}

it.each(['a', 'a b', '5 ök', 'عايدة', '👩‍🚀!', '«»'])('%s is a line', (title) => {
  expect(codesOf(title)).toEqual([]);
});

it.each([
  ['nothing', '', 'minLength'],
  ['more than there is room for', 'abcdef', 'maxLength'],
  ['a space at the start', ' a', 'pattern'],
  ['a space at the end', 'a\u00A0', 'pattern'],
  ['spaces alone', '  ', 'pattern'],
  ['two lines', 'a\nb', 'pattern'],
  ['a line separator', 'a\u2028b', 'pattern'],
  ['a control character', 'a\u0000', 'pattern'],
  ['a bidirectional override', 'a\u202Eb', 'pattern'],
  ['an isolate', '\u2067a', 'pattern'],
  ['half a character', 'a\uD83D', 'pattern'],
])('%s is no line', (_, title, code) => {
  expect(codesOf(title)).toEqual([`/body/title ${code}`]);
});

it.each(['', 'a\nb', '\n', ' a '])('%j are lines', (body) => {
  expect(codesOf('a', body)).toEqual([]);
});

it.each([
  ['a tab', 'a\tb', 'pattern'],
  ['a carriage return', 'a\r\n', 'pattern'],
  ['a bidirectional override', 'a\n\u202E', 'pattern'],
  ['more than there is room for', 'abcdef', 'maxLength'],
])('%s is not among lines', (_, body, code) => {
  expect(codesOf('a', body)).toEqual([`/body/body ${code}`]);
});

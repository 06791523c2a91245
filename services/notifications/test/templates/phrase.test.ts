import { expectTypeOf } from 'expect-type';
import type { NewSignIn } from '../../src/domain/told.ts';
import { linesOf, markup, plain, plainList, say, strong } from '../../src/templates/phrase.ts';
import type { Template } from '../../src/templates/template.ts';

describe('a phrase', () => {
  it('isolates a value from right to left in a sentence from left to right, and no other', () => {
    expect(plain(say`Welcome, ${'عايدة'}!`, 'ltr')).toBe('Welcome, \u2068عايدة\u2069!');
    expect(plain(say`Welcome, ${'Ada (2)'}!`, 'ltr')).toBe('Welcome, Ada (2)!');
  });

  it('isolates every value in a sentence from right to left, since numbers and marks change sides there too', () => {
    expect(plain(say`أهلًا يا ${'Ada (2)'}!`, 'rtl')).toBe('أهلًا يا \u2068Ada (2)\u2069!');
  });

  it('gives every value of HTML its own direction, and escapes it', () => {
    expect(markup(say`Hello ${'<b>'}, ${strong('&')}`).text).toBe(
      'Hello <bdi dir="auto">&#60;b&#62;</bdi>, <strong><bdi dir="auto">&#38;</bdi></strong>',
    );
  });

  it('takes a phrase for a phrase, and what looks like one for a value', () => {
    expect(plain(say`a ${say`b ${'c'}`} d`, 'rtl')).toBe('a b \u2068c\u2069 d');
  });

  it.each([
    ['overrides', '\u202Eevil\u202C', 'evil'],
    ['isolates that do not end', '\u2067a\u2066b\u2068c', 'abc'],
    ['ends of isolates that never began, with which it would leave its own', 'a\u2069\u2069b', 'ab'],
    ['lines', 'a\r\nb', 'a b'],
    ['nothing', ' \u0000\n ', '–'],
  ])('takes %s out of a value', (_, value, expected) => {
    expect(plain(say`${value}`, 'ltr')).toBe(expected);
  });

  it('keeps a whole isolate, as titles have that a digest lists', () => {
    expect(plain(say`${'is \u2068a\u2069 b'}`, 'ltr')).toBe('is \u2068a\u2069 b');
  });

  it('cuts its values to a length, each to an equal share, and never its own words', () => {
    const phrase = say`The picture ${'x'.repeat(300)} in ${'y'.repeat(300)} is ready`;
    const text = plain(phrase, 'rtl', 100);
    expect(text.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(/^The picture \u2068x+…\u2069 in \u2068y+…\u2069 is ready$/);
  });
});

it('several phrases are one text of those that there is room for, in which every isolate ends', () => {
  const lines = Array.from({ length: 9 }, (_, i) => say`${`سطر ${i} ${'x'.repeat(30)}`}`);
  expect(plainList(lines.slice(0, 2), 'rtl', ' · ', 150)).toMatch(
    /^\u2068سطر 0 x{30}\u2069 · \u2068سطر 1 x{30}\u2069$/,
  );
  expect(plainList(lines, 'rtl', ' · ', 100)).toMatch(/1 x{30}\u2069 · …$/);
  for (let max = 40; max < 200; max += 1) {
    const text = plainList(lines, 'rtl', ' · ', max);
    expect(text.length).toBeLessThanOrEqual(max);
    expect(text.split('\u2068')).toHaveLength(text.split('\u2069').length);
  }
});

it('the lines of a text are clean, and no line is empty', () => {
  expect(linesOf('\n\n a\u0000b \r\n\r\n\u2028\u202Ec\u2069\n')).toEqual(['a b', 'c']);
  expect(linesOf(' \n ')).toEqual([]);
});

it('a template that lacks a language is an error of the compiler', () => {
  type OfOneLanguage = { path: () => string; words: Pick<Template<NewSignIn>['words'], 'en'> };
  expectTypeOf<OfOneLanguage>().not.toExtend<Template<NewSignIn>>();
  expectTypeOf<{ path: () => string; words: Template<NewSignIn>['words'] }>().toExtend<Template<NewSignIn>>();
});

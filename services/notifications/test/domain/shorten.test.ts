import { assert, integer, property, string } from 'fast-check';
import { shorten } from '../../src/domain/shorten.ts';

describe('shorten', () => {
  it('leaves what is short enough', () => {
    expect(shorten('12345', 5)).toBe('12345');
    expect(shorten('', 5)).toBe('');
  });

  it('ends what it cuts with an ellipsis, within the length, and without a space before it', () => {
    expect(shorten('123456', 5)).toBe('1234…');
    expect(shorten('123 56', 5)).toBe('123…');
  });

  it.each([
    ['a family', 'ab👩‍👩‍👧‍👦cd', 'ab…'],
    ['a letter with its accent', 'abcde\u0301f', 'abcd…'],
    ['a flag', 'abcd🇱🇧e', 'abcd…'],
    ['an emoji of two code units', 'abcd😀e', 'abcd…'],
  ])('does not take %s apart', (_, text, expected) => {
    expect(shorten(text, 6)).toBe(expected);
  });

  it('cuts a letter under a thousand accents between code points', () => {
    expect(shorten(`a${'\u0301'.repeat(1000)}`, 10)).toBe(`a${'\u0301'.repeat(8)}…`);
    expect(shorten(`😀${'\u{1F3FB}'.repeat(1000)}`, 10).isWellFormed()).toBe(true);
  });

  it('is within the length whatever the text is, and splits no surrogate pair', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), integer({ min: 2, max: 50 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('takes no longer for a text that is long', () => {
    const text = 'wörd '.repeat(20_000);
    const start = performance.now();
    for (let i = 0; i < 100; i += 1) shorten(text, 100);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

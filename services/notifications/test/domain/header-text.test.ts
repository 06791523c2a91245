import { assert, property, string } from 'fast-check';
import { headerText } from '../../src/domain/header-text.ts';

describe('the text of a header', () => {
  it.each([
    ['CR and LF', 'Ada\r\nBcc: eve@example.com', 'Ada Bcc: eve@example.com'],
    ['LF alone', 'Ada\nBcc: eve@example.com', 'Ada Bcc: eve@example.com'],
    ['line and paragraph separators', 'Ada\u2028Bcc\u2029x', 'Ada Bcc x'],
    ['NEL, NUL, ESC and DEL', 'Ada\u0085a\u0000b\u001Bc\u007Fd', 'Ada a b c d'],
    ['tabs and rows of spaces', '  Ada \t\u00A0 Lovelace  ', 'Ada Lovelace'],
  ])('has no %s', (_, text, expected) => {
    expect(headerText(text)).toBe(expected);
  });

  it('replaces a lone surrogate, which no header can carry', () => {
    expect(headerText('a\uD83Db')).toBe('a\uFFFDb');
  });

  it('has at most 150 code units, with an ellipsis', () => {
    const text = headerText('x'.repeat(10_000));
    expect(text).toHaveLength(150);
    expect(text.endsWith('x…')).toBe(true);
  });

  it('is one clean line whatever it is made of', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (text) => {
        const header = headerText(text);
        expect(header).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(header.length).toBeLessThanOrEqual(150);
        expect(headerText(header)).toBe(header);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

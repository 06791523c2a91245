import { labelsFrom, textFrom } from '../../src/domain/recognised.ts';

const said = (...names: string[]) => names.map((name) => ({ said: name, confidence: 90 }));
const OVERRIDE = '\u202E';

describe('labels', () => {
  it('are in lower case, the surest first', () => {
    const found = [
      { said: 'Parking Lot', confidence: 78 },
      { said: 'Car', confidence: 99 },
    ];
    expect(labelsFrom(found)).toEqual(['car', 'parking lot']);
  });

  it('are told once, as sure as they are at best', () => {
    const found = [
      { said: 'dog', confidence: 71 },
      { said: 'Cat', confidence: 80 },
      { said: 'Dog', confidence: 90 },
    ];
    expect(labelsFrom(found)).toEqual(['dog', 'cat']);
  });

  it('are twenty at most', () => {
    const found = Array.from({ length: 30 }, (_, place) => ({ said: `label ${place}`, confidence: 99 - place }));
    expect(labelsFrom(found)).toEqual(found.slice(0, 20).map((label) => label.said));
  });

  it.each([
    ['an empty one', ['', '  '], []],
    ['control characters', ['a\u0000b\nc', '\u0007'], ['abc']],
    ['one that turns the text around', [`dog${OVERRIDE}`], ['dog']],
    ['a lone surrogate', ['dog\uD800'], ['dog']],
    ['capitals that have no small letter of their own', ['\u{1D400}bc'], ['abc']],
    ['one that is too long, without half an emoji', ['x'.repeat(99) + '🐕🐕'], ['x'.repeat(99) + '🐕']],
  ])('hold nothing that the contract does not: %s', (_, names, labels) => {
    expect(labelsFrom(said(...names))).toEqual(labels);
  });
});

describe('text', () => {
  it('keeps its case and its order', () => {
    expect(textFrom(['ESTD 1882', 'Brains', 'ESTD 1882'])).toEqual(['ESTD 1882', 'Brains', 'ESTD 1882']);
  });

  it('has fifty lines of two hundred characters at most', () => {
    const text = textFrom(Array.from({ length: 60 }, (_, line) => `${line} `.padEnd(300, 'ä')));
    expect(text).toHaveLength(50);
    expect(text[49]).toBe('49 '.padEnd(200, 'ä'));
  });

  it('has no control characters, and no line of nothing else', () => {
    expect(textFrom(['a\tb\u0000', '\u0007', ` ${OVERRIDE}c\u2028 `])).toEqual(['ab', 'c']);
  });
});

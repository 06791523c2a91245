import { distance, looksLike } from '../../src/domain/likeness.ts';

describe('likeness', () => {
  it.each([
    ['0000000000000000', '0000000000000000', 0],
    ['0000000000000000', 'ffffffffffffffff', 64],
    ['8000000000000000', '0000000000000001', 2],
    ['a5a5a5a5a5a5a5a5', 'a5a5a5a5a5a5a5a4', 1],
  ])('between %s and %s are %i bits', (one, other, bits) => {
    expect(distance(one, other)).toBe(bits);
    expect(distance(other, one)).toBe(bits);
  });

  it('ends after 7 bits', () => {
    expect(looksLike('ff00ff00ff00ff00', 'ff00ff00ff00ff7f')).toBe(true);
    expect(looksLike('ff00ff00ff00ff00', 'ff00ff00ff00ffff')).toBe(false);
  });

  it('is not for plain pictures', () => {
    expect(looksLike('0000000000000000', '0000000000000000')).toBe(false);
    expect(looksLike('0000000000000001', '0000000000000000')).toBe(false);
  });
});

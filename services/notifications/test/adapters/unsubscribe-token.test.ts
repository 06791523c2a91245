import fc from 'fast-check';
import {
  keyIdOf,
  LONGEST_TOKEN,
  readUnsubscribeToken,
  unsubscribeToken,
} from '../../src/adapters/unsubscribe-token.ts';

const [first, second] = ['first-'.repeat(8), 'second-'.repeat(8)];
const keys = { current: first, all: [first] };
const link = { userId: '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f', category: 'images', at: 1795255200000 } as const;
const token = unsubscribeToken(link, keys);

it.each(['account', 'images', 'schedules', 'product', 'digest'] as const)(
  'says again what it was made of: %s',
  (category) => {
    expect(readUnsubscribeToken(unsubscribeToken({ ...link, category }, keys), keys)).toEqual({ ...link, category });
  },
);

it('stands in an address as it is, within its bound', () => {
  const latest = unsubscribeToken({ ...link, category: 'schedules', at: Date.UTC(9999, 11, 31) }, keys);
  expect(latest).toMatch(/^[\w.-]+$/);
  expect(latest.length).toBeLessThanOrEqual(LONGEST_TOKEN);
  expect(readUnsubscribeToken(latest, keys)).toMatchObject({ at: Date.UTC(9999, 11, 31) });
});

describe('when the key is another one', () => {
  it('is read with the old key as long as that is trusted', () => {
    expect(readUnsubscribeToken(token, { current: second, all: [second, first] })).toEqual(link);
  });

  it('is refused once the old key is not trusted', () => {
    expect(readUnsubscribeToken(token, { current: second, all: [second] })).toBeUndefined();
  });

  it('is signed with the current one', () => {
    const made = unsubscribeToken(link, { current: second, all: [first, second] });
    expect(readUnsubscribeToken(made, { current: second, all: [second] })).toEqual(link);
    expect(keyIdOf(made)).not.toBe(keyIdOf(token));
  });
});

describe('a forged one', () => {
  const parts = token.split('.');
  const withPart = (index: number, part: string) => parts.with(index, part).join('.');
  it.each([
    ['of another person', withPart(1, '4f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f')],
    ['of another category', withPart(2, 'account')],
    ['of a later time', withPart(3, (link.at + 1).toString(36))],
    ['of another key', withPart(0, 'AAAAAAAA')],
    ['without a signature', parts.slice(0, 4).join('.')],
    ['with an empty signature', withPart(4, '')],
    ['with nothing in the signature', withPart(4, 'A'.repeat(43))],
    ['with a part more', `${token}.x`],
    ['with space around it', ` ${token}`],
    ['with a line more', `${token}\n`],
    ['that is nothing', ''],
    ['that is long', 'a.'.repeat(50_000)],
    ['of another spelling of the signature', token.slice(0, -1) + spelledOtherwise(token.at(-1) as string)],
  ])('is refused: %s', (_, forged) => {
    expect(readUnsubscribeToken(forged, keys)).toBeUndefined();
  });

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom('a', 'Z', '0', '-', '_', '.', ' ', 'é'),
        (at, character) => {
          fc.pre(token[at] !== character);
          const forged = token.slice(0, at) + character + token.slice(at + 1);
          expect(readUnsubscribeToken(forged, keys)).toBeUndefined();
        },
      ),
    );
  });
});

/** The next character of base64url, which differs in a bit that the last character of 32 bytes does not carry. */
function spelledOtherwise(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) ^ 1] as string;
}

import { UpdateMe } from '../../src/contract/routes.ts';

const accepts = (body: unknown) => UpdateMe.validate({ body, pathParameters: {}, queryStringParameters: {} });

describe('a change of a profile', () => {
  it.each([
    ['a name in any script', { displayName: 'عايدة לאה Ада 艾达' }],
    ['emoji, joined ones too', { displayName: '👩‍👩‍👧‍👦🏳️‍🌈' }],
    ['80 emoji', { displayName: '👍'.repeat(80) }],
    ['a handle with capitals', { handle: 'Ada_1815' }],
    ['a bio of several lines', { bio: 'Analyst\nMetaphysician' }],
    ['an empty bio', { bio: '' }],
    ['a locale with a script', { locale: 'zh-Hant-TW' }],
  ])('takes %s', (_, body) => {
    expect(accepts(body)).toBe(true);
  });

  it.each([
    ['nothing', {}],
    ['an empty name', { displayName: '' }],
    ['a name of spaces', { displayName: '  ' }],
    ['a name with a space at its end', { displayName: 'Ada ' }],
    ['an invisible name', { displayName: '\u200B' }],
    ['a name with a line', { displayName: 'Ada\nLovelace' }],
    ['a name with a zero byte', { displayName: 'A\u0000da' }],
    ['a name that turns the text around it', { displayName: '\u202Eada' }],
    ['half of an emoji', { displayName: 'Ada \uD83D' }],
    ['81 emoji', { displayName: '👍'.repeat(81) }],
    ['a name that is a number', { displayName: 1815 }],
    ['a name that is null', { displayName: null }],
    ['a short handle', { handle: 'me' }],
    ['a long handle', { handle: 'a'.repeat(31) }],
    ['a handle with a dot', { handle: 'ada.lovelace' }],
    ['a handle in Cyrillic letters', { handle: 'аda' }],
    ['a long bio', { bio: 'x'.repeat(501) }],
    ['a bio with an escape', { bio: '\u001B[31m' }],
    ['a locale that is none', { locale: 'en_US' }],
    ['the e-mail address', { email: 'eve@example.com' }],
    ['the version', { displayName: 'Ada', version: 7 }],
    ['__proto__', JSON.parse('{"displayName":"Ada","__proto__":{"email":"eve@example.com"}}') as unknown],
    ['constructor', { displayName: 'Ada', constructor: {} }],
    ['a list', [{ displayName: 'Ada' }]],
  ])('refuses %s', (_, body) => {
    expect(accepts(body)).toBe(false);
  });
});

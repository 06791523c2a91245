import { newProfiles } from '../../src/domain/new-profile.ts';

const sub = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const from = (attributes: Record<string, string> = {}) => newProfiles({ sub, email: 'ada@example.com', ...attributes });

describe('the profile of a new person', () => {
  it('has the wished handle first, then with digits of the id, always the same', () => {
    expect(from({ preferred_username: 'Countess' }).map(({ handle }) => handle)).toEqual([
      'countess',
      'countess_3f1c',
      'countess_3f1c9a52',
      'countess_3f1c9a527d0e',
    ]);
  });

  it.each([
    ['the local part of the address', { email: "Zoë.O'Neil+news@example.com" }, 'zoe_o_neil_news'],
    ['that when the wish has no letters', { preferred_username: '👩‍🚀' }, 'ada'],
    ['guest when neither has three letters', { email: 'é@example.com', preferred_username: '__a__' }, 'guest'],
    ['30 characters at most', { preferred_username: 'x'.repeat(200) }, 'x'.repeat(30)],
  ])('takes %s', (_, attributes, handle) => {
    const [first, ...others] = from(attributes);
    expect(first?.handle).toBe(handle);
    for (const other of others) expect(other.handle).toMatch(/^[a-z0-9_]{3,30}$/);
  });

  it.each([
    ['emoji and right-to-left letters as they are', 'عايدة 👩‍🚀', 'عايدة 👩‍🚀'],
    ['no control characters and overrides', '\u202Eada\u0000\n\u2066', 'ada'],
    ['no half of a character', 'ada\uD83D', 'ada'],
    ['80 code points at most', '👍'.repeat(100), '👍'.repeat(80)],
    ['the handle when nothing can be seen', ' \u200B\u200D ', 'ada'],
    ['the handle when there is none', '', 'ada'],
  ])('shows %s', (_, name, displayName) => {
    expect(from({ name })[0]?.displayName).toBe(displayName);
  });

  it.each([
    ['pt-BR', 'pt-BR'],
    ['', 'en'],
    ['english please', 'en'],
    ['<script>', 'en'],
    [`de${'-x23'.repeat(30)}`, 'en'],
  ])('speaks, for the locale "%s", %s', (locale, expected) => {
    expect(from({ locale })[0]?.locale).toBe(expected);
  });

  it('fits the contract of the event that tells of it', async () => {
    const { UserRegistered } = await import('../../src/contract/events.ts');
    const { busEvent } = await import('@libs/testing');
    for (const { id: userId, ...rest } of from({ name: '\u202E \u0007', locale: '??', preferred_username: '"; --' })) {
      expect(UserRegistered.validate(busEvent(UserRegistered, { userId, ...rest }).detail)).toBe(true);
    }
  });
});

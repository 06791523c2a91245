import { busEvent } from '@libs/testing';
import { UserRegistered } from '../../src/contract/events.ts';
import { attributesOf, isConfirmed } from '../../src/domain/attributes.ts';
import { newProfiles } from '../../src/domain/new-profile.ts';

const sub = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const from = (email: string, verified = 'true') => attributesOf({ sub, email, email_verified: verified });

describe('the attributes of a person', () => {
  it('have the address folded', () => {
    expect(from('Ada.Lovelace@Example.COM').email).toBe('ada.lovelace@example.com');
  });

  it.each(['false', '', 'TRUE'])('have no address while email_verified is "%s"', (verified) => {
    const attributes = from('ada@example.com', verified);
    expect(attributes.email).toBeUndefined();
    expect(isConfirmed(attributes)).toBe(false);
  });

  it.each([
    ['letters that become two when folded, at the bound', `${'İ'.repeat(242)}@example.com`],
    ['emoji at the bound, which count as one', `${'👍'.repeat(242)}@example.com`],
    ['capitals of other scripts', 'ÄΣ@example.com'],
  ])('fit the event that tells of the profile with %s', (_, email) => {
    const attributes = from(email);
    const profiles = isConfirmed(attributes) ? newProfiles(attributes) : [];
    expect(profiles).not.toHaveLength(0);
    for (const { id: userId, ...rest } of profiles) {
      expect(UserRegistered.validate(busEvent(UserRegistered, { userId, ...rest }).detail)).toBe(true);
    }
  });

  it.each([
    ['one character too long', `${'a'.repeat(243)}@example.com`],
    ['with a space', '"ada lovelace"@example.com'],
    ['without a host', 'ada@'],
  ])('are refused with an address %s', (_, email) => {
    expect(() => from(email)).toThrow('no event can carry');
  });

  it('are refused without an address', () => {
    expect(() => attributesOf({ sub })).toThrow('without sub or email');
  });
});

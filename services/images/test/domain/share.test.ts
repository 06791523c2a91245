import { isLiving, presentShare, shareIdOf } from '../../src/domain/share.ts';
import { expiryOf } from '../../src/domain/share-expiry.ts';

const NOW = Date.parse('2026-11-21T10:00:00.400Z');
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('the end of a link', () => {
  it.each([
    ['in 7 days when nothing is said', {}, '2026-11-28T10:00:00.000Z'],
    ['after so many seconds', { expiresInSeconds: 60 }, '2026-11-21T10:01:00.000Z'],
    ['at a time', { expiresAt: '2026-12-24T18:00:00.999+01:00' }, '2026-12-24T17:00:00.000Z'],
    ['in a minute at the earliest', { expiresAt: '2026-11-21T10:01:00Z' }, '2026-11-21T10:01:00.000Z'],
    ['in 90 days at the latest', { expiresAt: '2027-02-19T10:00:00Z' }, '2027-02-19T10:00:00.000Z'],
  ])('is %s', (_, given, expected) => {
    expect(iso(expiryOf(given, NOW))).toBe(expected);
  });

  it.each([
    ['is over', '2026-11-21T09:59:59Z'],
    ['is in less than a minute', '2026-11-21T10:00:59Z'],
    ['is in more than 90 days', '2027-02-19T10:00:01Z'],
  ])('cannot be a time that %s', (_, expiresAt) => {
    expect(() => expiryOf({ expiresAt }, NOW)).toThrow('A link works for a minute at least');
  });

  it('is said in one way', () => {
    expect(() => expiryOf({ expiresInSeconds: 60, expiresAt: '2026-12-24T18:00:00Z' }, NOW)).toThrow('not both');
  });
});

describe('a link', () => {
  const share = { tokenHash: '0f'.repeat(32), expiresAt: NOW / 1000, createdAt: '2026-11-21T09:00:00.000Z' };

  it('works until its end, and not at it', () => {
    expect(isLiving({ expiresAt: 1000 }, 999_999)).toBe(true);
    expect(isLiving({ expiresAt: 1000 }, 1_000_000)).toBe(false);
  });

  it('is told to its owner by half of the hash, which leads nobody anywhere', () => {
    expect(presentShare('an-image', share)).toEqual({
      id: shareIdOf(share),
      imageId: 'an-image',
      expiresAt: '2026-11-21T10:00:00.400Z',
      createdAt: '2026-11-21T09:00:00.000Z',
    });
    expect(shareIdOf(share)).toHaveLength(32);
  });
});

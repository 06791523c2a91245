import type { Category, Channel } from '../../src/domain/channels.ts';
import { decide } from '../../src/domain/decide.ts';
import { KINDS } from '../../src/domain/kinds.ts';
import { DEFAULTS, type Preferences } from '../../src/domain/preferences.ts';
import type { Recipient } from '../../src/domain/recipient.ts';

const NOON = new Date('2026-11-21T12:00:00.000Z');
const NIGHT = new Date('2026-11-21T23:30:00.000Z');
const QUIET = { quietHours: { start: '22:00', end: '07:00' } };

/** Somebody who can be reached over every channel. */
function recipient(preferences: Partial<Preferences> = {}, given: Partial<Recipient> = {}): Recipient {
  return {
    userId: '0190b7a2-0000-7000-8000-00000000000a',
    email: 'ada@example.com',
    phone: '+4915112345678',
    devices: 1,
    locale: 'en',
    preferences: { ...DEFAULTS, ...preferences },
    preferencesVersion: 1,
    closed: false,
    ...given,
  };
}

/** The defaults, with one channel of a category set. */
function chosen(category: Category, channel: Channel, on: boolean): Partial<Preferences> {
  return { channels: { ...DEFAULTS.channels, [category]: { ...DEFAULTS.channels[category], [channel]: on } } };
}

const channelsOf = ({ deliveries }: ReturnType<typeof decide>) => deliveries.map(({ channel }) => channel);

describe('what a person is told over which channels', () => {
  it('is what they chose for the category, among the channels of the kind', () => {
    const decision = decide(KINDS.reminder, 'schedules', recipient(chosen('schedules', 'email', false)), NOON);
    expect(decision.inbox).toBe(true);
    expect(channelsOf(decision)).toEqual(['live', 'push']);
    expect(decision.outcome).toEqual({
      inbox: 'told',
      live: 'told',
      email: 'opted-out',
      sms: 'opted-out',
      push: 'told',
    });
  });

  it('never takes a channel that the kind does not', () => {
    const decision = decide(KINDS['image-ready'], 'images', recipient(chosen('images', 'sms', true)), NOON);
    expect(decision.outcome.sms).toBeUndefined();
    expect(channelsOf(decision)).not.toContain('sms');
  });

  it.each(['email', 'sms', 'push'] as const)('leaves %s out when there is nothing to send it to', (channel) => {
    const { email: _email, phone: _phone, ...unreachable } = recipient({}, { devices: 0 });
    const decision = decide(KINDS['new-sign-in'], 'account', unreachable, NOON);
    expect(decision.outcome[channel]).toBe('no-address');
    expect(channelsOf(decision)).not.toContain(channel);
  });

  it('may be nothing at all', () => {
    const nothing = { inbox: false, live: false, email: false, sms: false, push: false };
    const person = recipient({ channels: { ...DEFAULTS.channels, images: nothing } });
    const decision = decide(KINDS['image-ready'], 'images', person, NOON);
    expect(decision).toMatchObject({ inbox: false, deliveries: [] });
  });

  it('waits for the end of quiet hours where it makes a noise, and nowhere else', () => {
    const decision = decide(KINDS.reminder, 'schedules', recipient(QUIET), NIGHT);
    const end = new Date('2026-11-22T07:00:00.000Z');
    expect(decision.deliveries).toEqual([
      { channel: 'live' },
      { channel: 'email', dueAt: end },
      { channel: 'push', dueAt: end },
    ]);
    expect(decision.inbox).toBe(true);
  });

  it('does not wait outside of quiet hours', () => {
    const decision = decide(KINDS.reminder, 'schedules', recipient(QUIET), NOON);
    expect(decision.deliveries.every((delivery) => !('dueAt' in delivery))).toBe(true);
  });

  it('is told over every channel, and at once, when it concerns their security', () => {
    const nothing = { inbox: false, live: false, email: false, sms: false, push: false };
    const person = recipient({ ...QUIET, channels: { ...DEFAULTS.channels, account: nothing } });
    const decision = decide(KINDS['new-sign-in'], 'account', person, NIGHT);
    expect(decision.inbox).toBe(true);
    expect(decision.deliveries).toEqual([
      { channel: 'live' },
      { channel: 'email' },
      { channel: 'sms' },
      { channel: 'push' },
    ]);
  });
});

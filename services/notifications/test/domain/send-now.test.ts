import { DEFAULTS } from '../../src/domain/preferences.ts';
import type { Recipient } from '../../src/domain/recipient.ts';
import { sendNow } from '../../src/domain/send-now.ts';

const NOW = new Date('2026-11-21T23:00:00.000Z');

const person = (given: Partial<Recipient['preferences']> = {}, closed = false): Recipient => ({
  userId: '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f',
  locale: 'en',
  preferences: { ...DEFAULTS, ...given },
  preferencesVersion: 1,
  devices: 0,
  closed,
});

const reminder = {
  told: { kind: 'reminder', scheduleId: 's', title: 'Plants', body: '' },
  category: 'schedules',
  security: false,
  channel: 'email',
} as const;
const security = { ...reminder, security: true };

const night = { quietHours: { start: '22:00', end: '07:00' } };
const no = { inbox: false, live: false, email: false, sms: false, push: false };
const nothing = { channels: { account: no, images: no, schedules: no, product: no } };

describe('a delivery whose time has come', () => {
  it.each([
    ['is sent', reminder, person(), { verdict: 'send' }],
    ['is dropped when nothing is known of the person', reminder, undefined, { verdict: 'drop', reason: 'closed' }],
    ['is dropped when the account is closed', reminder, person({}, true), { verdict: 'drop', reason: 'closed' }],
    ['is dropped when the person has opted out', reminder, person(nothing), { verdict: 'drop', reason: 'opted-out' }],
    [
      'is held until quiet hours end',
      reminder,
      person(night),
      { verdict: 'hold', until: new Date('2026-11-22T07:00:00.000Z') },
    ],
    ['about security is sent to one who has opted out', security, person(nothing), { verdict: 'send' }],
    ['about security is sent in quiet hours', security, person(night), { verdict: 'send' }],
    [
      'about security is dropped when the account is closed',
      security,
      person({}, true),
      { verdict: 'drop', reason: 'closed' },
    ],
  ])('%s', (_, delivery, recipient, verdict) => {
    expect(sendNow(delivery, recipient, NOW)).toMatchObject(verdict);
  });
});

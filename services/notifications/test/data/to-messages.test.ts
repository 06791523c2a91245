import { streamEvent } from '@libs/testing';
import { readChange } from '../../src/data/changes.ts';
import { toMessage } from '../../src/data/to-messages.ts';

const userId = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const at = '2026-11-21T10:00:00.000Z';

/** An item as ElectroDB stores it. */
const item = (entity: string, attributes: Record<string, unknown> = {}) => ({
  pk: `$notifications#userid_${userId}`,
  sk: `$${entity}_1`,
  __edb_e__: entity,
  __edb_v__: '1',
  userId,
  correlationId: 'the-event',
  createdAt: at,
  updatedAt: at,
  ...attributes,
});
const delivery = (state: string) => item('delivery', { deliveryId: 'e.email', channel: 'email', state, dueAt: at });
const notification = (attributes: Record<string, unknown> = {}) =>
  item('notification', { notificationId: userId, ...attributes });

const messageOf = (change: Parameters<typeof streamEvent>[0][number]) =>
  streamEvent([change]).Records.map((record) => {
    const read = readChange(record);
    return read && toMessage(read);
  })[0];

const DELIVERY = { userId, deliveryId: 'e.email', channel: 'email' };
const UNREAD = { userId, channel: 'live', type: 'unread' };

describe('what a change gives the channels to do', () => {
  it.each([
    ['a new delivery', { after: delivery('pending') }, DELIVERY],
    ['one that was held', { before: delivery('held'), after: delivery('pending') }, DELIVERY],
    ['one that is given back', { before: delivery('sending'), after: delivery('pending') }, DELIVERY],
    ['an entry that is read', { before: notification(), after: notification({ readAt: at }) }, UNREAD],
    ['an unread entry that is removed', { before: notification() }, UNREAD],
    [
      'everything that is read at once',
      { before: item('recipient'), after: item('recipient', { readUpTo: userId }) },
      UNREAD,
    ],
  ])('%s', (_, change, expected) => {
    expect(messageOf(change)).toEqual(expected);
  });

  it.each([
    ['a new delivery for later', { after: delivery('held') }],
    ['a delivery that is being sent', { before: delivery('pending'), after: delivery('sending') }],
    ['a pending one of which something else changes', { before: delivery('pending'), after: delivery('pending') }],
    ['a delivery that goes', { before: delivery('pending') }],
    ['a new entry, of which its delivery tells', { after: notification() }],
    ['an entry that time to live removes', { before: notification(), expired: true }],
    [
      'a recipient of whom something else changes',
      { before: item('recipient'), after: item('recipient', { email: 'a@b' }) },
    ],
    ['what belongs to nobody here', { after: item('handled', { eventId: 'e' }) }],
  ])('nothing: %s', (_, change) => {
    expect(messageOf(change)).toBeUndefined();
  });
});

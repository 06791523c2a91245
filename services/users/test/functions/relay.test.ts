import { busEvent, streamEvent, lambdaContext } from '@libs/testing';
import { UserProfileChanged } from '../../src/contract/events.ts';
import { usersChanges } from '../../src/data/changes.ts';
import { toEvents } from '../../src/data/to-events.ts';
import { handler as relay } from '../../src/functions/relay.ts';

const userId = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const imageId = '01a1fd8a-e260-7c3b-9d5f-2b6c7d8e9f01';
const tracked = {
  correlationId: 'the-request',
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
};

/** An item as ElectroDB stores it. */
const item = (entity: string, attributes: Record<string, unknown>) => ({
  pk: `$users#userid_${userId}`,
  sk: `$${entity.toLowerCase()}_1`,
  __edb_e__: entity,
  __edb_v__: '1',
  userId,
  ...tracked,
  ...attributes,
});
const profile = (attributes: Record<string, unknown> = {}) =>
  item('profile', {
    email: 'ada@example.com',
    handle: 'ada',
    displayName: 'Ada',
    locale: 'en',
    bio: '',
    version: 1,
    ...attributes,
  });
const signIn = item('signIn', {
  signInId: userId,
  at: tracked.createdAt,
  clientId: 'c',
  newDevice: true,
  expiresAt: 1,
});
const deletion = item('deletion', { expiresAt: 1 });

const eventsOf = (change: Parameters<typeof streamEvent>[0][number]) =>
  streamEvent([change]).Records.flatMap((record) => {
    const read = usersChanges(record);
    return read ? toEvents(read).map(({ contract, data }) => [contract.name, data]) : [];
  });

describe('the events of a change', () => {
  it.each([
    [
      'a new profile',
      { after: profile() },
      ['UserRegistered', { userId, email: 'ada@example.com', handle: 'ada', displayName: 'Ada', locale: 'en' }],
    ],
    [
      'a changed one, with what changed alone',
      { before: profile(), after: profile({ handle: 'countess', bio: 'x', version: 2 }) },
      [
        'UserProfileChanged',
        { userId, version: 2, changes: { handle: { old: 'ada', new: 'countess' }, bio: { old: '', new: 'x' } } },
      ],
    ],
    [
      'an avatar that came',
      { before: profile(), after: profile({ avatarId: imageId, version: 2 }) },
      ['UserProfileChanged', { userId, version: 2, changes: { avatar: { old: null, new: imageId } } }],
    ],
    [
      'an avatar that went',
      { before: profile({ avatarId: imageId, version: 2 }), after: profile({ version: 3 }) },
      ['UserProfileChanged', { userId, version: 3, changes: { avatar: { old: imageId, new: null } } }],
    ],
    ['a sign-in', { after: signIn }, ['UserSignedIn', { userId, at: tracked.createdAt, newDevice: true }]],
    ['a tombstone', { after: deletion }, ['UserDeleted', { userId }]],
  ])('tell of %s', (_, change, event) => {
    expect(eventsOf(change)).toEqual([event]);
  });

  it('of an avatar fit their contract', () => {
    const [came, went] = [
      { before: profile(), after: profile({ avatarId: imageId, version: 2 }) },
      { before: profile({ avatarId: imageId, version: 2 }), after: profile({ version: 3 }) },
    ];
    for (const [, data] of [...eventsOf(came), ...eventsOf(went)]) {
      expect(UserProfileChanged.validate(busEvent(UserProfileChanged, data as never).detail)).toBe(true);
    }
    expect.assertions(2);
  });

  it.each([
    ['a profile that was written as it was', { before: profile(), after: profile({ version: 2, updatedAt: 'later' }) }],
    ['a profile that is gone: the tombstone tells', { before: profile() }],
    ['a sign-in that expired', { before: signIn, expired: true }],
    ['a tombstone that expired', { before: deletion, expired: true }],
    ['a picture that is ready', { after: item('picture', { imageId }) }],
    ['a taken handle', { after: item('handle', { handle: 'ada' }) }],
    ['a note of idempotency', { after: { pk: 'idempotency#x', sk: 'y', status: 'COMPLETED' } }],
  ])('do not tell of %s', (_, change) => {
    expect(eventsOf(change)).toEqual([]);
  });
});

describe('the relay', () => {
  const relayed = async (event: ReturnType<typeof streamEvent>) => {
    const sent: { contract: { name: string }; envelope: { metadata: { id: string; correlationId: string } } }[] = [];
    const items = event.Records.flatMap((record) => usersChanges(record) ?? []);
    await relay.logic({ items }, async (events) => void sent.push(...events));
    return sent;
  };

  it('gives a record that is read twice the same event ids, and others others', async () => {
    const event = streamEvent([{ after: profile() }, { after: signIn }, { after: deletion }]);
    const [first, second] = [await relayed(event), await relayed(structuredClone(event))];
    const ids = first.map(({ envelope }) => envelope.metadata.id);
    expect(second.map(({ envelope }) => envelope.metadata.id)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
  });

  it('hands on the correlation id of the request that wrote the item', async () => {
    const [event] = await relayed(streamEvent([{ after: deletion }]));
    expect(event).toMatchObject({
      contract: { name: 'UserDeleted' },
      envelope: { metadata: { correlationId: 'the-request' } },
    });
  });

  it('takes a batch with nothing of ours', async () => {
    await expect(
      relay(streamEvent([{ after: item('handle', { handle: 'ada' }) }]), lambdaContext()),
    ).resolves.toBeUndefined();
  });
});

import { randomUUID } from 'node:crypto';
import {
  busEvent,
  liveSocket,
  poll,
  poolKey,
  publish,
  register,
  resigned,
  strangersKey,
  testCloud,
  type TestCloud,
  type TestSocket,
} from '@libs/testing';
import { ImageProcessed } from '@services/images/contract';
import { notifications, users } from './http.ts';
import { itWithPoolKey } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

interface Entry {
  readonly id: string;
  readonly kind: string;
}

/** The entries of a message, `notification` or `resumed`. */
const entriesIn = ({ notification, notifications: several }: Record<string, unknown>): Entry[] =>
  (several ?? [notification]) as Entry[]; // by their contracts

const inboxOf = async (token: string): Promise<Entry[]> =>
  ((await notifications(cloud, '/notifications', { token })).body as { items: Entry[] }).items;

/** Somebody whose welcome is in the inbox: from here on they can be told. */
async function somebody() {
  const person = await register(cloud);
  const [welcome] = await poll('the welcome', async () => {
    const items = await inboxOf(person.tokens.id);
    return items.length > 0 && items;
  });
  return { ...person, token: person.tokens.id, welcome: welcome?.id ?? '' };
}

/** Something happens to a picture of somebody. */
const somethingHappens = async (ownerId: string): Promise<void> => {
  const picture = { imageId: randomUUID(), title: 'Hearth', visibility: 'private', width: 1, height: 1 } as const;
  await publish(cloud, busEvent(ImageProcessed, { ...picture, ownerId }));
};

const countOf = async (socket: TestSocket, count: number) =>
  poll(`a count of ${count}`, async () =>
    socket.received().some(({ type, unread }) => type === 'unread' && (unread as { count: number }).count === count),
  );

describe('the live socket', () => {
  it('tells every device of what happens, as it happens', async () => {
    // Prepare
    const { id, token } = await somebody();
    await using phone = await liveSocket(cloud, token);
    await using laptop = await liveSocket(cloud, token);
    // Act
    await somethingHappens(id);
    // Assess
    for (const { first } of [phone, laptop]) {
      expect(await first('image')).toMatchObject({ state: 'ready' });
      expect(await first('notification')).toMatchObject({
        notification: { kind: 'image-ready', readAt: null },
        unread: { count: 2, more: false },
      });
    }
  });

  it('tells the other device of what was read on one', async () => {
    // Prepare
    const { token, welcome } = await somebody();
    await using phone = await liveSocket(cloud, token);
    // Act
    await notifications(cloud, `/notifications/${welcome}/read`, { method: 'PUT', token });
    // Assess
    await countOf(phone, 0);
  });

  it('gives a client that was away what it missed', async () => {
    // Prepare
    const { id, token, welcome } = await somebody();
    const before = await liveSocket(cloud, token);
    await before.close();
    await somethingHappens(id);
    await poll('the entry', async () => (await inboxOf(token)).length === 2);
    await using after = await liveSocket(cloud, token);
    // Act
    after.send({ action: 'resume', lastSeen: welcome });
    // Assess
    const answer = await after.first('resumed');
    expect(answer).toMatchObject({ more: false, unread: { count: 2 } });
    expect(entriesIn(answer).map(({ kind }) => kind)).toEqual(['welcome', 'image-ready']);
  });

  it('loses nothing of what happens while a client comes and goes', async () => {
    // Prepare
    const { id, token, welcome } = await somebody();
    const shown = new Set([welcome]);
    const visit = async (): Promise<void> => {
      await using socket = await liveSocket(cloud, token);
      socket.send({ action: 'resume', lastSeen: [...shown].toSorted().at(-1) });
      await socket.first('resumed');
      await somethingHappens(id);
      const told = socket.received().filter(({ type }) => type === 'resumed' || type === 'notification');
      for (const { id: seen } of told.flatMap(entriesIn)) shown.add(seen);
    };
    // Act
    for (let visits = 0; visits < 5; visits++) await Promise.all([visit(), somethingHappens(id)]);
    // Assess
    const all = await poll('all entries', async () => {
      const items = await inboxOf(token);
      return items.length === 11 && items;
    });
    await visit();
    expect(all.map((entry) => entry.id).filter((entry) => !shown.has(entry))).toEqual([]);
  });

  it('answers pings, and says what it does not understand', async () => {
    // Prepare
    const { tokens } = await register(cloud);
    await using socket = await liveSocket(cloud, tokens.access);
    // Act
    socket.send({ action: 'ping' });
    socket.send({ action: 'dance' });
    socket.send({ action: 'resume', lastSeen: 7 });
    socket.sendText('{"action":');
    // Assess
    expect(await socket.first('pong')).toEqual({ type: 'pong' });
    const problems = await poll('three problems', async () => {
      const found = socket.received().flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
      return found.length === 3 && found;
    });
    const expected = ['/problems/unknown-action', '/problems/invalid-message', '/problems/malformed-json'];
    expect(new Set(problems)).toEqual(new Set(expected));
  });
});

describe('the handshake is refused', () => {
  it.each<[string, (good: string) => string | undefined]>([
    ['without a token', () => undefined],
    ['with an empty one', () => ''],
    ['with what is none', () => 'token'],
    ['with one that a stranger signed', (good) => resigned(good, strangersKey(), {})],
  ])('%s', async (_, given) => {
    const { tokens } = await register(cloud);
    await expect(liveSocket(cloud, given(tokens.id))).rejects.toThrow('refused');
  });

  itWithPoolKey.each<[string, Record<string, unknown>]>([
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['for another client', { aud: 'another' }],
    ['of another pool', { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Another' }],
  ])('with a token %s', async (_, claims) => {
    const { tokens } = await register(cloud);
    const key = await poolKey(cloud);
    if (key === undefined) throw new Error('The pool shows no key.');
    await expect(liveSocket(cloud, resigned(tokens.id, key, claims))).rejects.toThrow('refused');
  });

  it('to whose account is gone, with a token that is valid for a while', async () => {
    // Prepare
    const { token } = await somebody();
    // Act
    await users(cloud, '/users/me', { method: 'DELETE', token });
    // Assess
    await poll('a refusal', async () => {
      const outcome = await liveSocket(cloud, token).catch(() => 'refused' as const);
      if (outcome === 'refused') return true;
      await outcome.close();
      return false;
    });
  });
});

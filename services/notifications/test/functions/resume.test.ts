import { randomUUID } from 'node:crypto';
import { lambdaContext, sqsEvent, websocketEvent } from '@libs/testing';
import { v7 } from 'uuid';
import { Resumed } from '../../src/contract/live.ts';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { inbox } from '../../src/data/inbox.ts';
import { plan } from '../../src/data/plan.ts';
import { deliveryIdOf } from '../../src/domain/delivery.ts';
import { handler as disconnect } from '../../src/functions/disconnect.ts';
import { handler as resume } from '../../src/functions/resume.ts';
import { handler as sendLive } from '../../src/functions/send-live.ts';
import { type Device, devices } from '../live/devices.ts';
import { inboxOf, knownPerson, ownTable } from '../store.ts';

ownTable();
const { deviceOf } = devices();

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
const NOW = Date.now();

interface Answer {
  readonly notifications: readonly { readonly id: string }[];
  readonly more: boolean;
  readonly unread: { readonly count: number };
}

/** Asks on a device's own connection; gives the answer that comes over its socket. */
async function resumed(userId: string, device: Device, since: object): Promise<Answer> {
  device.texts.splice(0);
  const { connectionId } = device;
  const body = { action: 'resume', ...since };
  await resume(websocketEvent('resume', { connectionId, authorizer: { userId }, body }), lambdaContext());
  const answer = await device.first('resumed');
  expect(Resumed.validate({ body: answer })).toBe(true);
  return answer as unknown as Answer; // by its contract, just above
}

const idsIn = ({ notifications }: Answer): string[] => notifications.map(({ id }) => id);

/** An entry that came at this time; gives its id. */
async function entry(userId: string, at: number, given: { body?: string; readAt?: string } = {}): Promise<string> {
  const notificationId = v7({ msecs: at });
  const about = { kind: 'reminder', category: 'schedules' as const, title: 'Tea', body: 'Is ready' };
  const expiresAt = Math.floor(at / 1000) + 90 * 24 * 3600;
  await NotificationEntity.put({ userId, notificationId, ...about, expiresAt, ...given }).go();
  return notificationId;
}

async function entries(userId: string, count: number, from: number, given?: { body: string }): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, async (_, index) => entry(userId, from + index, given)));
}

describe('a client that resumes', () => {
  it('gets what is newer than what it saw last, oldest first', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const [, seen, third, fourth] = [
      await entry(userId, NOW - 40 * MINUTE),
      await entry(userId, NOW - 30 * MINUTE),
      await entry(userId, NOW - 20 * MINUTE),
      await entry(userId, NOW - 10 * MINUTE),
    ];
    // Act
    const answer = await resumed(userId, await deviceOf(userId), { lastSeen: seen });
    // Assess
    expect(answer).toMatchObject({ more: false, unread: { count: 4, more: false } });
    expect(idsIn(answer)).toEqual([seen, third, fourth]);
  });

  it('gets what was stored below what it saw last, since ids are made a moment before', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const late = await entry(userId, NOW - 2000);
    const seen = await entry(userId, NOW - 1000);
    // Act
    const answer = await resumed(userId, await deviceOf(userId), { lastSeen: seen });
    // Assess
    expect(idsIn(answer)).toEqual([late, seen]);
  });

  it('gets the count alone when it has seen nothing yet', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await entries(userId, 3, NOW - DAY);
    // Act
    const answer = await resumed(userId, await deviceOf(userId), {});
    // Assess
    expect(answer).toMatchObject({ notifications: [], more: false, unread: { count: 3 } });
  });

  it.each([50, 51, 120])('gets all of %i, 50 at a time, each once', async (count) => {
    // Prepare
    const { userId } = await knownPerson();
    const seen = v7({ msecs: NOW - DAY });
    const all = (await entries(userId, count, NOW - DAY / 2)).toSorted();
    const device = await deviceOf(userId);
    // Act
    const pages = [await resumed(userId, device, { lastSeen: seen })];
    while (pages.at(-1)?.more) {
      pages.push(await resumed(userId, device, { lastSeen: seen, after: pages.at(-1)?.notifications.at(-1)?.id }));
    }
    // Assess
    expect(pages.flatMap(idsIn)).toEqual(all);
    expect(pages.map(({ notifications }) => notifications.length)).toEqual(
      Array.from({ length: Math.ceil(count / 50) }, (_, page) => Math.min(50, count - page * 50)),
    );
  });

  it('gets fewer at a time where they are long: a post has at most 128 KB', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const body = '“'.repeat(2000);
    const all = (await entries(userId, 40, NOW - DAY / 2, { body })).toSorted();
    const device = await deviceOf(userId);
    // Act
    const first = await resumed(userId, device, { lastSeen: v7({ msecs: NOW - DAY }) });
    const bytes = Buffer.byteLength(device.texts[0] ?? '');
    // Assess
    expect(bytes).toBeLessThan(128 * 1024);
    expect(first.more).toBe(true);
    expect(idsIn(first)).toEqual(all.slice(0, first.notifications.length));
  });

  it('gets nothing that the inbox no longer keeps', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await entries(userId, 60, NOW - 91 * DAY);
    const kept = await entry(userId, NOW - 89 * DAY);
    // Act
    const answer = await resumed(userId, await deviceOf(userId), { lastSeen: v7({ msecs: NOW - 100 * DAY }) });
    // Assess
    expect(idsIn(answer)).toEqual([kept]);
  });

  it('learns what was read elsewhere', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const [first = '', second = ''] = await entries(userId, 2, NOW - MINUTE);
    await inbox.readUpTo(userId, first, NOW);
    // Act
    const answer = await resumed(userId, await deviceOf(userId), { lastSeen: first });
    // Assess
    expect(answer).toMatchObject({
      notifications: [
        { id: first, readAt: expect.any(String) as string },
        { id: second, readAt: null },
      ],
      unread: { count: 1 },
    });
  });

  it('gets nothing of others', async () => {
    // Prepare
    const [ada, bob] = [await knownPerson(), await knownPerson()];
    const [seen] = await entries(ada.userId, 3, NOW - MINUTE);
    // Act
    const answer = await resumed(bob.userId, await deviceOf(bob.userId), { lastSeen: seen });
    // Assess
    expect(answer).toMatchObject({ notifications: [], unread: { count: 0 } });
  });

  it.each([
    ['no id', { lastSeen: 'the last one' }],
    ['a number', { after: 7 }],
    ['what nobody knows', { since: NOW }],
  ])('with %s learns that', async (_, since) => {
    // Prepare
    const { userId } = await knownPerson();
    const device = await deviceOf(userId);
    const { connectionId } = device;
    const body = { action: 'resume', ...since };
    // Act
    await resume(websocketEvent('resume', { connectionId, authorizer: { userId }, body }), lambdaContext());
    // Assess
    expect(await device.first('error')).toMatchObject({ problem: '/problems/invalid-message' });
  });
});

it('nothing is lost while a device comes and goes', async () => {
  // Prepare
  const { userId } = await knownPerson();
  const shown = new Map<string, number>();
  let device: Device | undefined;
  const read = (): void => {
    for (const { type, notification, notifications } of device?.received() ?? []) {
      const came = (type === 'resumed' ? notifications : [notification]) as { id: string }[]; // by their contracts
      for (const { id } of came) shown.set(id, (shown.get(id) ?? 0) + 1);
    }
    device?.texts.splice(0);
  };
  const lastSeen = (): object => {
    const last = [...shown.keys()].toSorted().at(-1);
    return { lastSeen: last ?? v7({ msecs: NOW - 1000 }) };
  };
  const leave = async (): Promise<void> => {
    if (!device) return;
    read();
    const { connectionId } = device;
    await device.close();
    await disconnect(websocketEvent('$disconnect', { connectionId, authorizer: { userId } }), lambdaContext());
    device = undefined;
  };
  const come = async (): Promise<void> => {
    device = await deviceOf(userId);
    const { connectionId } = device;
    const body = { action: 'resume', ...lastSeen() };
    await resume(websocketEvent('resume', { connectionId, authorizer: { userId }, body }), lambdaContext());
    await device.first('resumed');
    read();
  };
  const tellSomething = async (): Promise<void> => {
    const eventId = randomUUID();
    await plan({ eventId, userId, told: { kind: 'image-ready', imageId: randomUUID(), title: 'Hearth' } });
    const message = { userId, deliveryId: deliveryIdOf(eventId, 'live'), channel: 'live' };
    await sendLive(sqsEvent(message), lambdaContext());
  };
  // Act
  for (let round = 0; round < 5; round++) {
    await Promise.all([come(), tellSomething(), tellSomething()]);
    await Promise.all([tellSomething(), leave(), tellSomething()]);
  }
  await come();
  // Assess
  const stored = (await inboxOf(userId)).map(({ notificationId }) => notificationId);
  expect(stored).toHaveLength(20);
  expect([...shown.keys()].toSorted()).toEqual(stored.toSorted());
});

import { randomBytes } from 'node:crypto';
import { liveSocket, poll, publish, register, testCloud, type TestCloud } from '@libs/testing';
import { notifications, users } from './http.ts';
import { entryOf, inboxOf, itemsWith, prefer, reminder } from './inbox.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

itWithFrontDoor(
  'whoever deletes their account leaves nothing in the table but the note that they are gone',
  async () => {
    // Prepare
    const { id, email, tokens } = await register(cloud);
    const token = tokens.id;
    await entryOf(cloud, token, 'welcome');
    const device = randomBytes(32).toString('hex');
    await prefer(cloud, token, { quietHours: { start: '22:00', end: '07:00' } });
    const made = await Promise.all([
      notifications(cloud, '/topics/erasure/subscription', { method: 'PUT', token }),
      notifications(cloud, '/notifications/devices', {
        method: 'POST',
        token,
        body: { platform: 'apns', token: device },
      }),
      notifications(cloud, '/notifications/phone', { method: 'POST', token, body: { number: '+491713920001' } }),
    ]);
    expect(made.map(({ status }) => status)).toEqual([204, 200, 202]);
    await using socket = await liveSocket(cloud, token);
    await publish(cloud, reminder(id, 'kept'));
    await entryOf(cloud, token, 'reminder', 'kept');
    expect((await itemsWith(cloud, id)).length).toBeGreaterThan(8);

    // Act
    expect(await users(cloud, '/users/me', { method: 'DELETE', token })).toMatchObject({ status: 204 });

    // Assess
    const items = await poll('erased table', async () => {
      const left = await itemsWith(cloud, id, email, device);
      if (left.length === 1) return left;
      throw new Error(`There is ${left.map(({ __edb_e__: entity }) => String(entity)).join(', ')}`);
    });
    expect(items).toMatchObject([{ __edb_e__: 'recipient', closed: true, expiresAt: expect.any(Number) as number }]);
    expect(items[0]).not.toHaveProperty('email');
    await publish(cloud, reminder(id, 'too late'));
    expect(await inboxOf(cloud, token)).toEqual([]);
    await socket.closed;
  },
);

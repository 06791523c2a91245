import { randomUUID } from 'node:crypto';
import { busEvent, mailTo, register, publish, testCloud, traced, type TestCloud } from '@libs/testing';
import { UserRegistered } from '@services/users/contract';
import { users } from './http.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('the correlation id', () => {
  it('comes back in the answer as it was sent, or a new one', async () => {
    const { tokens } = await register(cloud);
    const sent = await users(cloud, '/users/me', {
      token: tokens.id,
      headers: { 'X-Correlation-Id': 'from-a-test.1' },
    });
    const other = await users(cloud, '/users/me', { token: tokens.id });
    expect(sent.headers.get('x-correlation-id')).toBe('from-a-test.1');
    expect(other.headers.get('x-correlation-id')).toMatch(/^[\w-]{20,}$/);
  });

  itWithFrontDoor('goes from the header through stream, event and queue to the consumer', async () => {
    // Prepare
    const { tokens } = await register(cloud);
    const correlationId = randomUUID();
    // Act
    await users(cloud, '/users/me', {
      method: 'DELETE',
      token: tokens.id,
      headers: { 'x-correlation-id': correlationId },
    });
    // Assess
    const consumers = ['users', 'images'];
    const spans = await traced(cloud, correlationId, (all) =>
      consumers.every((name) => all.some(({ service, trigger }) => service === name && trigger === 'consumer')),
    );
    expect(spans.map(({ service, operation, outcome }) => `${service} ${operation} ${outcome}`)).toEqual(
      expect.arrayContaining(['users DELETE /users/me ok', 'users UserDeleted ok', 'images UserDeleted ok']),
    );
    expect(spans.some(({ trigger }) => trigger === 'stream')).toBe(true);
  });

  itWithFrontDoor('goes from an event to the function that sends the mail', async () => {
    const correlationId = randomUUID();
    const email = `mail-${correlationId.slice(0, 8)}@example.com`;
    await publish(cloud, busEvent(UserRegistered, registered(email), { correlationId }));
    await mailTo(cloud, email, /welcome/i);
    // Planned, handed on by the stream, sent.
    const spans = await traced(cloud, correlationId, (all) => all.length >= 3);
    expect(spans.map(({ service, trigger, outcome }) => `${service} ${trigger} ${outcome}`)).toEqual([
      'notifications consumer ok',
      'notifications stream ok',
      'notifications queue ok',
    ]);
  });
});

const registered = (email: string) => ({
  userId: randomUUID(),
  email,
  handle: 'somebody',
  displayName: 'Some Body',
  locale: 'en',
});

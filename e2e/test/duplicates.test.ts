import { randomUUID } from 'node:crypto';
import {
  busEvent,
  mailsTo,
  newPerson,
  publish,
  register,
  testCloud,
  traced,
  type TestCloud,
  type TracedSpan,
} from '@libs/testing';
import { UserRegistered } from '@services/users/contract';
import { users } from './http.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('the same again', () => {
  it('a second sign-up with one address is refused', async () => {
    const first = await register(cloud);
    const second = newPerson(cloud, { email: first.email });
    await expect(second.signUp()).rejects.toMatchObject({ type: 'UsernameExistsException' });
  });

  it('two people who want one handle at the same time: one gets it, the other is told', async () => {
    // Prepare
    const people = await Promise.all([register(cloud), register(cloud)]);
    const handle = `r_${randomUUID().slice(0, 8)}`;
    // Act
    const replies = await Promise.all(
      people.map(({ tokens }) => users(cloud, '/users/me', { method: 'PATCH', token: tokens.id, body: { handle } })),
    );
    // Assess
    const [winner, loser] = replies.toSorted((a, b) => a.status - b.status);
    expect(winner).toMatchObject({ status: 200, body: { handle } });
    expect(loser).toBeProblem(409, 'handle-taken');
  });

  it('two changes with one If-Match: one is done, the other is told', async () => {
    const { tokens } = await register(cloud);
    const replies = await Promise.all(
      ['one', 'two'].map((bio) =>
        users(cloud, '/users/me', { method: 'PATCH', token: tokens.id, headers: { 'if-match': '"1"' }, body: { bio } }),
      ),
    );
    const [winner, loser] = replies.toSorted((a, b) => a.status - b.status);
    expect(winner).toMatchObject({ status: 200, body: { version: 2 } });
    expect(loser).toBeProblem(412, 'stale-version');
  });

  itWithFrontDoor('an event that comes again after it was handled sends no second mail', async () => {
    // Prepare
    const { event, email, correlationId } = registration();
    const done = (times: number) => (spans: readonly TracedSpan[]) =>
      spans.filter(({ outcome }) => outcome === 'ok').length === times;
    // Act
    await publish(cloud, event);
    await traced(cloud, correlationId, done(1));
    await publish(cloud, event);
    await traced(cloud, correlationId, done(2));
    // Assess
    expect(await mailsTo(cloud, email)).toHaveLength(1);
  });

  itWithFrontDoor('an event that comes twice at once sends one mail', async () => {
    // Prepare
    const { event, email, correlationId } = registration();
    // Act
    await publish(cloud, event, event);
    // Assess: the later of the two may find the first at work; it then comes back after the queue's visibility timeout of two minutes.
    const spans = await traced(cloud, correlationId, (all) => all.length === 2);
    expect(spans.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThanOrEqual(1);
    expect(await mailsTo(cloud, email)).toHaveLength(1);
  });
});

const registration = () => {
  const correlationId = randomUUID();
  const email = `dup-${correlationId.slice(0, 8)}@example.com`;
  const data = { userId: randomUUID(), email, handle: 'somebody', displayName: 'Some Body', locale: 'en' };
  return { correlationId, email, event: busEvent(UserRegistered, data, { correlationId }) };
};

import { randomUUID } from 'node:crypto';
import {
  busEvent,
  mailsTo,
  mailTo,
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
    // Act
    await publish(cloud, event);
    await mailTo(cloud, email, /welcome/i);
    await publish(cloud, event);
    // Assess
    await traced(cloud, correlationId, (all) => planned(all).length === 2);
    expect(await mailsTo(cloud, email)).toHaveLength(1);
  });

  itWithFrontDoor('an event that comes twice at once sends one mail', async () => {
    // Prepare
    const { event, email, correlationId } = registration();
    // Act
    await publish(cloud, event, event);
    // Assess
    await traced(cloud, correlationId, (all) => planned(all).length === 2);
    await mailTo(cloud, email, /welcome/i);
    expect(await mailsTo(cloud, email)).toHaveLength(1);
  });
});

/** The times that the event was taken from its queue, and done with. */
const planned = (spans: readonly TracedSpan[]) =>
  spans.filter(({ operation, outcome }) => operation === 'UserRegistered' && outcome === 'ok');

const registration = () => {
  const correlationId = randomUUID();
  const email = `dup-${correlationId.slice(0, 8)}@example.com`;
  const data = { userId: randomUUID(), email, handle: 'somebody', displayName: 'Some Body', locale: 'en' };
  return { correlationId, email, event: busEvent(UserRegistered, data, { correlationId }) };
};

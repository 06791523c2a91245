import { randomUUID } from 'node:crypto';
import { addToGroup, register, testCloud, type TestCloud } from '@libs/testing';
import { notifications } from './http.ts';
import { entryOf, inboxOf } from './inbox.ts';

let cloud: TestCloud;
/** Three who are known to the service, and an administrator. */
let people: { id: string; token: string }[];
let admin: string;

beforeAll(async () => {
  cloud = await testCloud();
  const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => register(cloud)));
  if (!first) throw new Error('nobody was registered');
  await addToGroup(cloud, first.email, 'admin');
  ({ id: admin } = await first.logIn());
  people = others.map(({ id, tokens }) => ({ id, token: tokens.id }));
  await Promise.all(people.map(async ({ token }) => entryOf(cloud, token, 'welcome')));
}, 300_000);

const newTopic = () => `topic-${randomUUID().slice(0, 8)}`;

const subscription = (topic: string, token: string, method = 'PUT') =>
  notifications(cloud, `/topics/${topic}/subscription`, { method, token });

const post = (
  topic: string,
  title: string,
  given: { token?: string; headers?: Record<string, string>; body?: unknown } = { token: admin },
) => notifications(cloud, `/topics/${topic}/messages`, { method: 'POST', body: { title, body: 'Come.' }, ...given });

const told = async (token: string) => (await inboxOf(cloud, token)).filter(({ kind }) => kind === 'topic-message');

describe('a message to a topic', () => {
  it('reaches each of its subscribers once, and nobody else', async () => {
    // Prepare
    const [ada, bob, eve] = people.map(({ token }) => token) as [string, string, string];
    const topic = newTopic();
    const before = (await told(eve)).length;
    expect(await subscription(topic, ada)).toMatchObject({ status: 204 });
    expect(await subscription(topic, ada)).toMatchObject({ status: 204 });
    expect(await subscription(topic, bob)).toMatchObject({ status: 204 });
    expect((await notifications(cloud, '/topics', { token: ada })).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ topic })]) as unknown,
    });
    // Act
    const posted = await post(topic, `Feast ${topic}`);
    // Assess
    expect(posted.status).toBe(202);
    await Promise.all([ada, bob].map(async (token) => entryOf(cloud, token, 'topic-message', `Feast ${topic}`)));
    await subscription(topic, bob, 'DELETE');
    expect((await post(topic, `Later ${topic}`)).status).toBe(202);
    await entryOf(cloud, ada, 'topic-message', `Later ${topic}`);
    const titles = async (token: string) =>
      (await told(token)).map(({ title }) => title).filter((title) => title.includes(topic));
    expect((await titles(ada)).toSorted()).toHaveLength(2);
    expect(await titles(bob)).toHaveLength(1);
    expect(await told(eve)).toHaveLength(before);
  });

  it('is one message under one Idempotency-Key, however often it is sent', async () => {
    const [ada] = people.map(({ token }) => token) as [string];
    const topic = newTopic();
    await subscription(topic, ada);
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2].map(async () => post(topic, `Once ${topic}`, { token: admin, headers })));
    answers.push(await post(topic, `Once ${topic}`, { token: admin, headers }));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await post(topic, `Last ${topic}`);
    await entryOf(cloud, ada, 'topic-message', `Last ${topic}`);
    await entryOf(cloud, ada, 'topic-message', `Once ${topic}`);
    expect((await told(ada)).filter(({ title }) => title.includes(`Once ${topic}`))).toHaveLength(1);
  });

  it("is an administrator's to send", async () => {
    const [ada] = people.map(({ token }) => token) as [string];
    const topic = newTopic();
    await subscription(topic, ada);
    expect((await post(topic, `Not hers ${topic}`, { token: ada })).status).toBe(403);
    expect((await post(topic, `Nobody's ${topic}`, {})).status).toBe(401);
    expect((await post(topic, `Forged ${topic}`, { token: `${admin.slice(0, -4)}AAAA` })).status).not.toBe(202);
    await post(topic, `Right ${topic}`);
    await entryOf(cloud, ada, 'topic-message', `Right ${topic}`);
    expect((await told(ada)).filter(({ title }) => title.includes(topic))).toHaveLength(1);
  });

  it('that is no message is accepted by the gateway, told to nobody, and holds up no other', async () => {
    const [ada] = people.map(({ token }) => token) as [string];
    const topic = newTopic();
    await subscription(topic, ada);
    expect((await post(topic, '', { token: admin, body: { title: 7 } })).status).toBe(202);
    await post(topic, `Good ${topic}`);
    await entryOf(cloud, ada, 'topic-message', `Good ${topic}`);
    expect((await told(ada)).filter(({ title }) => title.includes(topic))).toHaveLength(1);
  });
});

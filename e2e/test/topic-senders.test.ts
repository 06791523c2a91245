import { randomUUID } from 'node:crypto';
import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  addToGroup,
  poll,
  poolKey,
  register,
  resigned,
  strangersKey,
  tampered,
  testCloud,
  type TestCloud,
} from '@libs/testing';
import { notifications } from './http.ts';
import { itWithPoolKey } from './only.ts';

let cloud: TestCloud;
/** Id tokens: of a person, and of an admin. */
let ada: string;
let grace: string;

beforeAll(async () => {
  cloud = await testCloud();
  const [person, admin] = await Promise.all([register(cloud), register(cloud)]);
  ada = person.tokens.id;
  await addToGroup(cloud, admin.email, 'admin');
  ({ id: grace } = await admin.logIn());
}, 300_000);

const hello = { title: 'Hello', body: 'All of you' };

/** What the gateway answers to a message, with this token or with none. */
async function statusOf(token: string | undefined, topic = 'news', body: unknown = hello): Promise<number> {
  const path = `/topics/${topic}/messages`;
  return (await notifications(cloud, path, { method: 'POST', body, ...(token === undefined ? {} : { token }) })).status;
}

describe('a message to a topic is refused', () => {
  it('to someone without a token', async () => {
    expect(await statusOf(undefined)).toBe(401);
  });

  it.each<[string, () => string]>([
    ['to a person who is no admin', () => ada],
    ['with something that is no token', () => 'abc.def.ghi'],
    ['with other claims under the old signature', () => tampered(ada, { 'cognito:groups': ['admin'] })],
    ["with a token signed with a stranger's key", () => resigned(grace, strangersKey(), {})],
  ])('%s', async (_, token) => {
    expect(await statusOf(token())).toBe(403);
  });

  itWithPoolKey('with a token whose time is over', async () => {
    const key = await poolKey(cloud);
    if (!key) throw new Error('The pool shows no key.');
    expect(await statusOf(resigned(grace, key, {}))).toBe(202);
    expect(await statusOf(resigned(grace, key, { exp: Math.floor(Date.now() / 1000) - 1 }))).toBe(403);
  });

  it.each(['News', 'a"', '{}', 'x'.repeat(65)])('to %s, which is no topic', async (topic) => {
    expect(await statusOf(grace, encodeURIComponent(topic))).toBe(403);
  });
});

it('what is no message goes to the dead-letter queue with its reason: nobody looks at it on its way', async () => {
  const marker = randomUUID();
  expect(await statusOf(grace, 'news', { title: marker })).toBe(202);
  const sqs = new SQSClient(cloud.aws);
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `notifications-${cloud.stage}-fan-out-dlq` }),
  );
  const letter = await poll('the dead letter', async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages.find(({ Body }) => Body?.includes(marker));
  });
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: letter.ReceiptHandle }));
  expect(letter.MessageAttributes?.['reason']?.StringValue).toBe('invalid-message');
});

import {
  GetEndpointAttributesCommand,
  SNSClient,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  PublishCommand,
} from '@aws-sdk/client-sns';
import { CreateConfigurationSetCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from '../../src/front-door/mailbox/message.ts';
import { Provider } from '../../src/front-door/provider/provider.ts';
import { type FrontDoor, startFrontDoor } from '../../src/front-door/start-front-door.ts';
import { on } from '../engine/support/clients.ts';
import { runningEngine } from '../engine/support/running-engine.ts';
import { until } from '../support/until.ts';
import { deployPost, type Post } from './deploy-post.ts';
import { ask } from './http.ts';

const engine = runningEngine();
let door: FrontDoor;
let post: Post;
let sns: SNSClient;
let ses: SESv2Client;
let sqs: SQSClient;

beforeAll(async () => {
  sns = new SNSClient(on(engine()));
  ses = new SESv2Client(on(engine()));
  sqs = new SQSClient(on(engine()));
  post = await deployPost(engine());
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'mails' }));
  door = await startFrontDoor({ endpoint: engine().endpoint, port: 0 });
});

afterAll(async () => {
  await door.stop();
  for (const client of [sns, ses, sqs]) client.destroy();
});

/** The message that was sent with this id, as `/mailbox.json` has it. */
async function sent(id: string): Promise<Message> {
  const { messages } = JSON.parse((await ask(door.url, '/mailbox.json')).text) as { messages: Message[] };
  const message = messages.find((one) => one.id === id);
  if (!message) throw new Error(`${id} is not in the mailbox`);
  return message;
}

async function sendMail(to: string): Promise<string> {
  const { MessageId = '' } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: 'hello@longhouse.local',
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: 'mails',
      EmailTags: [{ Name: 'userId', Value: 'u-1' }],
      Content: {
        Simple: {
          Subject: { Data: 'Welcome' },
          Body: { Text: { Data: 'Hello' }, Html: { Data: '<p>Hello</p>' } },
          Headers: [{ Name: 'List-Unsubscribe', Value: '<https://api.example/stop>' }],
        },
      },
    }),
  );
  return MessageId;
}

async function sendPush(token: string): Promise<{ id: string; endpoint: string }> {
  const PlatformApplicationArn = 'arn:aws:sns:eu-central-1:000000000000:app/APNS/longhouse-local';
  const { EndpointArn: endpoint = '' } = await sns.send(
    new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: token }),
  );
  const payload = JSON.stringify({ aps: { alert: { title: 'Ready', body: 'Harbour' } }, link: '/images/1' });
  const { MessageId: id = '' } = await sns.send(
    new PublishCommand({
      TargetArn: endpoint,
      MessageStructure: 'json',
      Message: JSON.stringify({ APNS: payload }),
    }),
  );
  return { id, endpoint };
}

const play = (id: string, outcome: string, headers: Record<string, string> = {}) =>
  ask(door.url, `/mailbox/${encodeURIComponent(id)}/${outcome}`, { method: 'POST', headers });

/** The next message of a topic, as its subscriber gets it. */
async function heard(queue: string): Promise<{ TopicArn: string; Subject: string; event: Record<string, unknown> }> {
  const { Body = '', ReceiptHandle } = await until('an event', async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 1 }));
    return Messages?.[0];
  });
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
  const { TopicArn, Subject, Message } = JSON.parse(Body) as { TopicArn: string; Subject: string; Message: string };
  return { TopicArn, Subject, event: JSON.parse(Message) as Record<string, unknown> };
}

async function nothingHeard(queue: string): Promise<void> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }));
  expect(Messages).toEqual([]);
}

describe('a mail', () => {
  it('is in the mailbox with its headers, tags and source', async () => {
    const message = await sent(await sendMail('ada@example.com'));
    expect(message).toMatchObject({
      channel: 'mail',
      tags: { userId: 'u-1' },
      configurationSet: 'mails',
      headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://api.example/stop>' }]) as object,
      source: expect.stringMatching(/^List-Unsubscribe: <https:\/\/api\.example\/stop>$/m) as string,
    });
    const page = (view: string) => ask(door.url, `/mailbox/${encodeURIComponent(message.id)}?view=${view}`);
    expect((await page('headers')).text).toContain('&#60;https://api.example/stop&#62;');
    expect((await page('source')).text).toContain('Content-Type: multipart/alternative');
    expect((await page('data')).text).toContain('<iframe'); // no view of a mail: the best is shown
  });

  it.each([
    ['bounce', { eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }],
    ['soft-bounce', { eventType: 'Bounce', bounce: { bounceType: 'Transient' } }],
    ['complaint', { eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } }],
  ])('that ends as %s is told of on the topic for it, as SES does', async (outcome, expected) => {
    const id = await sendMail('bob@example.com');
    const { status, text } = await play(id, outcome);
    const told = await heard(post.mailQueue);
    expect(told).toMatchObject({
      TopicArn: post.mailEvents,
      Subject: 'Amazon SES Email Event Notification',
      event: {
        ...expected,
        mail: {
          messageId: id,
          destination: ['bob@example.com'],
          tags: { userId: ['u-1'], 'ses:configuration-set': ['mails'] },
        },
      },
    });
    expect([status, JSON.parse(text)]).toMatchObject([200, { outcome, topic: post.mailEvents, event: told.event }]);
  });

  it('that bounces twice is told of twice, and its page shows what was published', async () => {
    const id = await sendMail('twice@example.com');
    const accept = { accept: 'text/html,*/*', origin: door.url };
    const first = await play(id, 'bounce?q=twice', accept);
    await play(id, 'complaint', accept);
    expect([first.status, first.headers.location]).toEqual([
      303,
      `/mailbox/${encodeURIComponent(id)}?q=twice#provider`,
    ]);
    expect((await heard(post.mailQueue)).event).toMatchObject({ eventType: 'Bounce' });
    expect((await heard(post.mailQueue)).event).toMatchObject({ eventType: 'Complaint' });
    const { text } = await ask(door.url, `/mailbox/${encodeURIComponent(id)}`);
    expect(text).toMatch(/Bounce: published to[^]*&#34;Permanent&#34;[^]*Complaint: published to/);
  });

  it('has no outcome that another page asks for, and none that there is not', async () => {
    const id = await sendMail('guarded@example.com');
    const answers = await Promise.all([
      play(id, 'bounce', { origin: 'http://evil.example' }),
      play(id, 'bounce', { host: 'evil.example' }),
      play(id, 'disable'),
      play(id, 'toString'),
      play('nothing', 'bounce'),
      ask(door.url, '/mailbox', { method: 'POST' }),
    ]);
    expect(answers.map(({ status, text }) => [status, (JSON.parse(text) as { type: string }).type])).toEqual([
      [403, 'foreign-form'],
      [421, 'wrong-host'],
      [409, 'not-played'],
      [404, 'unknown-outcome'],
      [404, 'unknown-message'],
      [404, 'unknown-message'],
    ]);
    await nothingHeard(post.mailQueue);
  });
});

describe('a push', () => {
  it('is in the mailbox with title, body, data and its endpoint', async () => {
    const { id, endpoint } = await sendPush('token-1');
    expect(await sent(id)).toMatchObject({
      channel: 'push',
      to: ['token-1'],
      subject: 'Ready',
      text: 'Harbour',
      platform: 'APNS',
      endpoint,
      data: { link: '/images/1' },
    });
    expect((await ask(door.url, `/mailbox/${id}?view=data`)).text).toContain('&#34;/images/1&#34;');
  });

  it('whose device is gone has its endpoint disabled, and the topic for it told as SNS does', async () => {
    const { id, endpoint } = await sendPush('token-2');
    const { status } = await play(id, 'disable');
    const { Attributes } = await sns.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
    expect([status, Attributes?.['Enabled']]).toEqual([200, 'false']);
    expect(await heard(post.endpointQueue)).toEqual({
      TopicArn: post.endpointEvents,
      Subject: 'DeliveryFailure event for app longhouse-local (APNS)',
      event: {
        DeliveryAttempts: 1,
        EndpointArn: endpoint,
        EventType: 'DeliveryFailure',
        FailureMessage: 'Platform token associated with the endpoint is not valid',
        FailureType: 'InvalidPlatformToken',
        MessageId: id,
        Resource: 'arn:aws:sns:eu-central-1:000000000000:app/APNS/longhouse-local',
        Service: 'SNS',
        Time: expect.stringMatching(/Z$/) as string,
      },
    });
    await play(id, 'disable');
    expect((await heard(post.endpointQueue)).event).toMatchObject({ FailureType: 'EndpointDisabled' });
  });

  it('whose endpoint is deleted is told of to nobody', async () => {
    const { id, endpoint } = await sendPush('token-3');
    await sns.send(new DeleteEndpointCommand({ EndpointArn: endpoint }));
    const program = await play(id, 'disable');
    const person = await play(id, 'disable', { accept: 'text/html' });
    expect([program.status, JSON.parse(program.text)]).toMatchObject([409, { type: 'not-played' }]);
    expect(person.status).toBe(409);
    expect(person.text).toContain(`<a href="/mailbox/${id}#provider">`);
    await nothingHeard(post.endpointQueue);
  });
});

it('does not play what no service would hear of, and disables nothing', async () => {
  const { id, endpoint } = await sendPush('token-4');
  const provider = new Provider(engine().endpoint, { list: () => Promise.resolve([]) });
  try {
    await expect(provider.play(await sent(id), 'disable')).rejects.toMatchObject({
      name: 'NotPlayed',
      message: expect.stringContaining('EndpointEventsTopicArn') as string,
    });
    expect(provider.playedFor(id)).toEqual([]);
  } finally {
    provider.close();
  }
  const { Attributes } = await sns.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
  expect(Attributes?.['Enabled']).toBe('true');
});

it('shows one channel alone, and knows which there are', async () => {
  await sendMail('filtered@example.com');
  const only = async (channel: string) => ask(door.url, `/mailbox.json?channel=${channel}`);
  const { messages } = JSON.parse((await only('push')).text) as { messages: Message[] };
  expect(new Set(messages.map(({ channel }) => channel))).toEqual(new Set(['push']));
  expect((await ask(door.url, '/mailbox?channel=push')).text).not.toContain('filtered@example.com');
  const unknown = await only('fax');
  expect([unknown.status, JSON.parse(unknown.text)]).toMatchObject([400, { type: 'unknown-channel' }]);
});

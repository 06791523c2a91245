import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as events from '@aws-sdk/client-eventbridge';
import * as accounts from '@aws-sdk/client-cognito-identity-provider';
import * as mail from '@aws-sdk/client-sesv2';
import * as queues from '@aws-sdk/client-sqs';
import { faultyProxy, poll, refuse, testEngine } from '@libs/testing';
import * as smallAccounts from '../../src/stand-ins/cognito/client-cognito-identity-provider.ts';
import * as smallMail from '../../src/stand-ins/ses/client-sesv2.ts';
import * as smallEvents from '../../src/stand-ins/eventbridge/client-eventbridge.ts';
import * as smallQueues from '../../src/stand-ins/sqs/client-sqs.ts';

// Typed by the packages that they stand for, as in a bundle.
const EVENTS: [string, typeof events][] = [
  ['the SDK', events],
  ['the small client', smallEvents as unknown as typeof events],
];
const QUEUES: [string, typeof queues][] = [
  ['the SDK', queues],
  ['the small client', smallQueues as unknown as typeof queues],
];

/** A queue, and what is received from it. */
async function queue() {
  const engine = await testEngine();
  const client = new queues.SQSClient(engine.client);
  const { QueueUrl = '' } = await client.send(new queues.CreateQueueCommand({ QueueName: engine.unique('queue') }));
  const receive = () =>
    poll('message', async () => {
      const { Messages: [message] = [] } = await client.send(
        new queues.ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
      );
      return message;
    });
  return { engine, QueueUrl, client, receive };
}

describe.each(QUEUES)('SendMessage by %s', (_, sdk) => {
  it('puts a message with its attributes into the queue, and checks what arrived', async () => {
    // Prepare
    const { engine, QueueUrl, receive } = await queue();
    const client = new sdk.SQSClient(engine.client);
    // Act
    const MessageAttributes = { reason: { DataType: 'String', StringValue: 'größer 👩‍🚀' } };
    const sent = await client.send(
      new sdk.SendMessageCommand({ QueueUrl, MessageBody: '{"a":"ä"}', MessageAttributes }),
    );
    // Assess
    expect(sent).toMatchObject({
      MessageId: expect.any(String) as string,
      $metadata: { httpStatusCode: 200, attempts: 1 },
    });
    expect(await receive()).toMatchObject({ Body: '{"a":"ä"}', MessageAttributes });
  });

  it('throws the error of a queue that is not there', async () => {
    const { engine, QueueUrl } = await queue();
    const client = new sdk.SQSClient(engine.client);
    const sent = client.send(new sdk.SendMessageCommand({ QueueUrl: `${QueueUrl}-not`, MessageBody: 'x' }));
    await expect(sent).rejects.toMatchObject({ name: 'QueueDoesNotExist', $fault: 'client' });
    await expect(sent).rejects.toBeInstanceOf(sdk.QueueDoesNotExist);
  });
});

describe.each(EVENTS)('PutEvents by %s', (_, sdk) => {
  it('puts an event with its time on the bus, from where a rule takes it to a queue', async () => {
    // Prepare
    const { engine, QueueUrl, client: sqs, receive } = await queue();
    const { Attributes } = await sqs.send(
      new queues.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const Resource = Attributes?.['QueueArn'] ?? '';
    const allow = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
    await sqs.send(new queues.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const bus = new events.EventBridgeClient(engine.client);
    const EventBusName = engine.unique('bus');
    await bus.send(new events.CreateEventBusCommand({ Name: EventBusName }));
    await bus.send(new events.PutRuleCommand({ Name: 'all', EventBusName, EventPattern: '{"source":["users"]}' }));
    await bus.send(
      new events.PutTargetsCommand({
        Rule: 'all',
        EventBusName,
        Targets: [{ Id: 'q', Arn: Resource }],
      }),
    );
    // Act
    const entry = {
      EventBusName,
      Source: 'users',
      DetailType: 'Made',
      Detail: '{"n":"ä"}',
      Time: new Date('2026-11-21T10:00:00.250Z'),
    };
    const answer = await new sdk.EventBridgeClient(engine.client).send(new sdk.PutEventsCommand({ Entries: [entry] }));
    // Assess
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) as string }] });
    const { Body = '' } = await receive();
    expect(JSON.parse(Body)).toMatchObject({ source: 'users', 'detail-type': 'Made', detail: { n: 'ä' } });
  });

  it('sends an entry over the wire as the SDK does', async () => {
    expect(await wireOf(sdk)).toEqual(await wireOf(events));
  });
});

/** The body and the headers that say what it is. */
async function wireOf(sdk: typeof events): Promise<unknown> {
  const received = Promise.withResolvers<unknown>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { 'content-type': type, 'x-amz-target': target } = request.headers;
    received.resolve({ type, target, url: request.url, body: JSON.parse(await text(request)) as unknown });
    response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}');
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = new sdk.EventBridgeClient({ endpoint: `http://127.0.0.1:${port}` });
  const entry = { EventBusName: 'b', Source: 's', DetailType: 'T', Detail: '{}', Time: new Date(1_700_000_000_250) };
  await client.send(new sdk.PutEventsCommand({ Entries: [entry, { Source: 's' }] }));
  server.closeAllConnections();
  server.close();
  return received.promise;
}

const MAIL: [string, typeof mail][] = [
  ['the SDK', mail],
  ['the small client', smallMail as unknown as typeof mail],
];

describe.each(MAIL)('SendEmail by %s', (_, sdk) => {
  it('sends a mail, with an attachment in bytes', async () => {
    // Prepare
    const engine = await testEngine();
    const from = `${engine.unique('from')}@example.com`;
    await new mail.SESv2Client(engine.client).send(new mail.CreateEmailIdentityCommand({ EmailIdentity: from }));
    // Act
    const { MessageId, $metadata } = await new sdk.SESv2Client(engine.client).send(
      new sdk.SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: ['ada@example.com'] },
        Content: {
          Simple: {
            Subject: { Data: 'Grüße 👩‍🚀' },
            Body: { Text: { Data: 'Hello' } },
            Attachments: [{ FileName: 'a.txt', RawContent: new Uint8Array([1, 2, 3]) }],
          },
        },
      }),
    );
    // Assess
    expect($metadata).toMatchObject({ httpStatusCode: 200 });
    const sent = (await (await fetch(`${engine.endpoint}/_ministack/ses/messages`)).json()) as {
      messages: { MessageId?: string }[];
    };
    expect(JSON.stringify(sent)).toContain(MessageId);
    expect(JSON.stringify(sent)).toContain(from);
  });

  it('throws the error of an address that is not verified', async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    proxy.inject('SESv2.SendEmail', refuse('MessageRejected', 'Email address is not verified.'));
    const client = new sdk.SESv2Client({ ...engine.client, endpoint: proxy.endpoint });
    const sent = client.send(
      new sdk.SendEmailCommand({
        FromEmailAddress: 'a@b.cd',
        Content: { Simple: { Subject: { Data: 's' }, Body: {} } },
      }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'MessageRejected',
      message: 'Email address is not verified.',
      $fault: 'client',
    });
    await expect(sent).rejects.toBeInstanceOf(sdk.MessageRejected);
  });
});

const ACCOUNTS: [string, typeof accounts][] = [
  ['the SDK', accounts],
  ['the small client', smallAccounts as unknown as typeof accounts],
];

describe.each(ACCOUNTS)('AdminDeleteUser by %s', (_, sdk) => {
  it('deletes an account, and throws the error of one that is not there', async () => {
    // Prepare
    const engine = await testEngine();
    const admin = new accounts.CognitoIdentityProviderClient(engine.client);
    const { UserPool } = await admin.send(new accounts.CreateUserPoolCommand({ PoolName: engine.unique('pool') }));
    const UserPoolId = UserPool?.Id ?? '';
    await admin.send(new accounts.AdminCreateUserCommand({ UserPoolId, Username: 'ada' }));
    const client = new sdk.CognitoIdentityProviderClient(engine.client);
    const remove = () => client.send(new sdk.AdminDeleteUserCommand({ UserPoolId, Username: 'ada' }));
    // Act
    const { $metadata } = await remove();
    // Assess
    expect($metadata).toMatchObject({ httpStatusCode: 200 });
    const again = remove();
    await expect(again).rejects.toMatchObject({ name: 'UserNotFoundException', $fault: 'client' });
    await expect(again).rejects.toBeInstanceOf(sdk.UserNotFoundException);
  });
});

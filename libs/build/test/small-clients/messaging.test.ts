import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as events from '@aws-sdk/client-eventbridge';
import * as queues from '@aws-sdk/client-sqs';
import { poll, testEngine } from '@libs/testing';
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
    const bus = new events.EventBridgeClient(engine.client);
    const EventBusName = engine.unique('bus');
    await bus.send(new events.CreateEventBusCommand({ Name: EventBusName }));
    await bus.send(new events.PutRuleCommand({ Name: 'all', EventBusName, EventPattern: '{"source":["users"]}' }));
    await bus.send(
      new events.PutTargetsCommand({
        Rule: 'all',
        EventBusName,
        Targets: [{ Id: 'q', Arn: Attributes?.['QueueArn'] ?? '' }],
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

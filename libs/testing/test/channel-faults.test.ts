import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreatePlatformEndpointCommand,
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishBatchRequestEntry,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  fail,
  failEntries,
  type Fault,
  faultyProxy,
  type FaultyProxy,
  poll,
  refuse,
  testEngine,
  type TestEngine,
  throttle,
} from '../src/index.ts';

let engine: TestEngine;
let proxy: FaultyProxy;
let sns: SNSClient;

beforeAll(async () => {
  engine = await testEngine();
}, 120_000);

beforeEach(async () => {
  proxy = await faultyProxy(engine.endpoint);
  sns = new SNSClient({ ...engine.client, endpoint: proxy.endpoint, maxAttempts: 1 });
});

afterEach(() => proxy.stop());

const TopicArn = 'arn:aws:sns:eu-central-1:000000000000:none';

/** A call of each operation, with the input that the proxy is to see. */
const CALLS: Readonly<Record<string, { input: object; send: () => Promise<unknown> }>> = {
  'SNS.Publish': of(
    {
      TopicArn,
      Message: 'größer =&+ 100 % <b>',
      MessageAttributes: {
        channel: { DataType: 'String', StringValue: 'e-mail & "push"' },
        correlationId: { DataType: 'String', StringValue: 'c' },
      },
    },
    (input) => sns.send(new PublishCommand(input)),
  ),
  'SNS.PublishBatch': of(
    {
      TopicArn,
      PublishBatchRequestEntries: Array.from({ length: 10 }, (_, index) => ({
        Id: String(index),
        Message: `${index}`,
        MessageAttributes: { channel: { DataType: 'String', StringValue: 'sms' } },
      })),
    },
    (input) => sns.send(new PublishBatchCommand(input)),
  ),
  'SNS.CreatePlatformEndpoint': of(
    { PlatformApplicationArn: `${TopicArn}/app`, Token: 'token', Attributes: { Enabled: 'true' } },
    (input) => sns.send(new CreatePlatformEndpointCommand(input)),
  ),
  'SecretsManager.GetSecretValue': of({ SecretId: 'signing' }, (input) =>
    new SecretsManagerClient(direct()).send(new GetSecretValueCommand(input)),
  ),
  'ApiGatewayManagementApi.PostToConnection': of({ ConnectionId: 'L0SM9cOFvHcCIhw=', Data: '{"unread":1}' }, (input) =>
    gateway().send(new PostToConnectionCommand(input)),
  ),
  'ApiGatewayManagementApi.DeleteConnection': of({ ConnectionId: 'L0SM9cOFvHcCIhw=' }, (input) =>
    gateway().send(new DeleteConnectionCommand(input)),
  ),
  'ApiGatewayManagementApi.GetConnection': of({ ConnectionId: 'L0SM9cOFvHcCIhw=' }, (input) =>
    gateway().send(new GetConnectionCommand(input)),
  ),
};

function of<Input extends object>(input: Input, send: (input: Input) => Promise<unknown>) {
  return { input, send: () => send(input) };
}

function direct() {
  return { ...engine.client, endpoint: proxy.endpoint, maxAttempts: 1 };
}

function gateway() {
  return new ApiGatewayManagementApiClient({ ...direct(), endpoint: `${proxy.endpoint}/_aws/execute-api/a1b2/local` });
}

const errorOf = (call: Promise<unknown> | undefined): Promise<unknown> | undefined =>
  call?.catch((cause: unknown) => cause);

describe('calls of the channels of notifications', () => {
  it.each(Object.entries(CALLS))('%s is known by its name, with the input of its command', async (operation, call) => {
    proxy.inject(operation, refuse('Refused', 'here'));
    await errorOf(call.send());
    expect(proxy.calls).toMatchObject([{ operation, input: call.input, delivered: false }]);
  });

  it.each<[string, Fault, string, number]>([
    ['SNS.Publish', throttle(), 'Throttling', 400],
    ['SNS.PublishBatch', fail(), 'InternalErrorException', 500],
    ['SNS.Publish', refuse('EndpointDisabled', 'Endpoint is disabled'), 'EndpointDisabledException', 400],
    ['SNS.Publish', refuse('NotFound', 'No <endpoint>', { status: 404 }), 'NotFoundException', 404],
    ['SNS.CreatePlatformEndpoint', refuse('InvalidParameter', 'Token & all'), 'InvalidParameterException', 400],
    ['SecretsManager.GetSecretValue', throttle(), 'ThrottlingException', 400],
    ['SecretsManager.GetSecretValue', fail(), 'InternalServiceError', 500],
    [
      'SecretsManager.GetSecretValue',
      refuse('ResourceNotFoundException', 'It is not there'),
      'ResourceNotFoundException',
      400,
    ],
    ['ApiGatewayManagementApi.PostToConnection', throttle(), 'LimitExceededException', 429],
    ['ApiGatewayManagementApi.PostToConnection', fail(), 'InternalServerErrorException', 500],
    [
      'ApiGatewayManagementApi.PostToConnection',
      refuse('GoneException', 'Gone', { status: 410 }),
      'GoneException',
      410,
    ],
  ])('speak the language of the service: %s, %o', async (operation, fault, name, status) => {
    proxy.inject(operation, fault);
    expect(await errorOf(CALLS[operation]?.send())).toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it('keep the message of a refusal, whatever is in it', async () => {
    proxy.inject('SNS.Publish', refuse('InvalidParameter', 'TargetArn <none> & "more"'));
    expect(await errorOf(CALLS['SNS.Publish']?.send())).toMatchObject({ message: 'TargetArn <none> & "more"' });
  });

  it('can be picked by what is in them', async () => {
    proxy.inject('SNS.Publish', throttle(), {
      when: ({ MessageAttributes }: PublishCommandInput) => MessageAttributes?.['channel']?.StringValue === 'sms',
    });
    const TargetTopic = (await sns.send(new CreateTopicCommand({ Name: engine.unique('topic') }))).TopicArn;
    const publish = (channel: string) =>
      sns.send(
        new PublishCommand({
          TopicArn: TargetTopic,
          Message: channel,
          MessageAttributes: { channel: { DataType: 'String', StringValue: channel } },
        }),
      );
    await publish('push');
    expect(await errorOf(publish('sms'))).toMatchObject({ name: 'Throttling' });
  });
});

describe('PublishBatch, of which some entries fail', () => {
  /** A topic with a queue behind it, which shows what was really published. */
  async function topicWithQueue() {
    const { TopicArn: topic = '' } = await sns.send(new CreateTopicCommand({ Name: engine.unique('topic') }));
    const sqs = new SQSClient(engine.client);
    const QueueName = engine.unique('queue');
    const Endpoint = `arn:aws:sqs:eu-central-1:000000000000:${QueueName}`;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint },
      ],
    });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
    const Attributes = { RawMessageDelivery: 'true' };
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint, Attributes }));
    const received: string[] = [];
    return {
      topic,
      /** What came to the queue, once it is as much. */
      received: async (count: number) =>
        poll(`${count} messages`, async () => {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({
              QueueUrl,
              MaxNumberOfMessages: 10,
              WaitTimeSeconds: 1,
              MessageAttributeNames: ['All'],
            }),
          );
          for (const { Body, MessageAttributes } of Messages)
            received.push(`${Body} ${MessageAttributes?.['channel']?.StringValue}`);
          return received.length >= count && received.toSorted();
        }),
    };
  }

  const entry = (Id: string): PublishBatchRequestEntry => ({
    Id,
    Message: `${Id} & <more>`,
    MessageAttributes: { channel: { DataType: 'String', StringValue: 'push' } },
  });

  it('publishes the others, with their attributes, and says which failed', async () => {
    const { topic, received } = await topicWithQueue();
    proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === 'b', 'InternalError'),
    );
    const answer = await sns.send(
      new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: ['a', 'b', 'c'].map(entry) }),
    );
    expect(answer.Successful?.map(({ Id, MessageId }) => [Id, typeof MessageId])).toEqual([
      ['a', 'string'],
      ['c', 'string'],
    ]);
    expect(answer.Failed).toEqual([{ Id: 'b', Code: 'InternalError', Message: 'Rate exceeded', SenderFault: false }]);
    expect(await received(2)).toEqual(['a & <more> push', 'c & <more> push']);
  });

  it('publishes nothing when all fail', async () => {
    proxy.inject(
      'SNS.PublishBatch',
      failEntries(() => true, 'Throttling'),
    );
    const answer = await sns.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: ['a', 'b'].map(entry) }),
    );
    expect([answer.Successful, answer.Failed?.map(({ Id, Code }) => `${Id} ${Code}`)]).toEqual([
      [],
      ['a Throttling', 'b Throttling'],
    ]);
    expect(proxy.calls).toMatchObject([{ delivered: false }]);
  });

  it('is refused as a whole when its topic is not there', async () => {
    proxy.inject(
      'SNS.PublishBatch',
      failEntries(({ Id }) => Id === 'b'),
    );
    const call = sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: ['a', 'b'].map(entry) }));
    expect(await errorOf(call)).toMatchObject({ name: 'NotFoundException' });
  });
});

import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  cut,
  delay,
  fail,
  failEntries,
  FaultNeverMet,
  faultyProxy,
  type FaultyProxy,
  refuse,
  testEngine,
  type TestEngine,
  testTable,
  throttle,
  transactionConflict,
  unprocessed,
} from '../src/index.ts';

let engine: TestEngine;
let table: string;
let proxy: FaultyProxy;
/** Through the proxy, with the SDK's own retries; `once` without, so that the error itself is seen. */
let retrying: DynamoDBClient;
let once: DynamoDBClient;
/** Past the proxy: what is really there. */
let direct: DynamoDBClient;

beforeAll(async () => {
  engine = await testEngine();
  ({ name: table, client: direct } = await testTable(engine));
}, 120_000);

beforeEach(async () => {
  proxy = await faultyProxy(engine.endpoint);
  const client = { ...engine.client, endpoint: proxy.endpoint };
  retrying = new DynamoDBClient(client);
  once = new DynamoDBClient({ ...client, maxAttempts: 1 });
});

afterEach(() => proxy.stop());

const put = (pk: string) => new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: '-' } } });
const stored = async (pk: string) => {
  const Key = { pk: { S: pk }, sk: { S: '-' } };
  return (await direct.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
};
const errorOf = (call: Promise<unknown>): Promise<unknown> => call.catch((cause: unknown) => cause);

describe('the proxy', () => {
  it('lets calls through unchanged and records them', async () => {
    await once.send(put('through'));
    expect(await stored('through')).toBeDefined();
    expect(proxy.calls).toEqual([
      {
        operation: 'DynamoDB.PutItem',
        input: expect.objectContaining({ TableName: table }) as unknown,
        fate: 'passed',
        delivered: true,
      },
    ]);
  });

  it('hands on the errors of the engine as they are', async () => {
    const missing = new GetItemCommand({ TableName: 'no-such-table', Key: { pk: { S: 'x' } } });
    expect(await errorOf(once.send(missing))).toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('meets as many calls as it is told, after as many as it is told, and only those that satisfy the predicate', async () => {
    // Prepare
    proxy.inject('DynamoDB.PutItem', fail(), {
      after: 1,
      times: 2,
      when: ({ Item }: PutItemCommandInput) => Item?.['pk']?.S !== 'spared',
    });
    // Act
    const outcomes: string[] = [];
    for (const pk of ['1', 'spared', '2', '3', '4'])
      outcomes.push(
        await once.send(put(pk)).then(
          () => pk,
          (error: Error) => error.name,
        ),
      );
    // Assess
    expect(outcomes).toEqual(['1', 'spared', 'InternalServerError', 'InternalServerError', '4']);
  });

  it('says so when a fault met no call, since the test then proves nothing', async () => {
    const unmet = await faultyProxy(engine.endpoint);
    unmet.inject('DynamoDB.PutItems', throttle());
    await new DynamoDBClient({ ...engine.client, endpoint: unmet.endpoint }).send(put('unmet'));
    await expect(unmet.stop()).rejects.toThrow(FaultNeverMet);
  });
});

describe('throttling and failure', () => {
  it('throttles DynamoDB by its own error, which the SDK tries again until it passes', async () => {
    proxy.inject('DynamoDB.PutItem', throttle(), { times: 2 });
    await retrying.send(put('throttled'));
    expect(proxy.callsOf('DynamoDB.PutItem').map(({ fate, delivered }) => [fate, delivered])).toEqual([
      ['throttle', false],
      ['throttle', false],
      ['passed', true],
    ]);
  });

  it('gives the error by its name once the tries are used up, with nothing written', async () => {
    proxy.inject('DynamoDB.PutItem', throttle());
    expect(await errorOf(once.send(put('refused')))).toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await stored('refused')).toBeUndefined();
  });

  it.each([
    ['EventBridge.PutEvents', throttle(), 'ThrottlingException', 400],
    ['EventBridge.PutEvents', fail(), 'InternalException', 500],
    ['SESv2.SendEmail', throttle(), 'TooManyRequestsException', 429],
    ['SESv2.SendEmail', fail(), 'InternalServiceErrorException', 500],
    ['SESv2.SendEmail', refuse('MessageRejected', 'Email address is not verified.'), 'MessageRejected', 400],
    ['SQS.SendMessage', throttle(), 'RequestThrottled', 400],
    ['SQS.SendMessage', fail(), 'InternalFailure', 500],
    ['S3.PutObject', throttle(), 'SlowDown', 503],
    ['S3.GetObject', fail(), 'InternalError', 500],
    ['S3.DeleteObject', refuse('AccessDenied', 'Access Denied', { status: 403 }), 'AccessDenied', 403],
    ['S3.DeleteObjects', throttle(), 'SlowDown', 503],
    ['S3.ListObjectVersions', throttle(), 'SlowDown', 503],
    ['S3.ListObjectsV2', throttle(), 'SlowDown', 503],
  ])('speaks the language of the service: %s, %o', async (operation, fault, name, status) => {
    // Prepare
    const client = { ...engine.client, endpoint: proxy.endpoint, maxAttempts: 1 };
    const queue = 'http://127.0.0.1/000000000000/any';
    const s3 = new S3Client(client);
    const object = { Bucket: 'bucket', Key: 'folder/versions' };
    const send: Record<string, () => Promise<unknown>> = {
      'S3.PutObject': () => s3.send(new PutObjectCommand({ ...object, Body: 'b' })),
      'S3.GetObject': () => s3.send(new GetObjectCommand(object)),
      'S3.DeleteObject': () => s3.send(new DeleteObjectCommand({ ...object, VersionId: 'v' })),
      'S3.DeleteObjects': () => s3.send(new DeleteObjectsCommand({ ...object, Delete: { Objects: [object] } })),
      'S3.ListObjectVersions': () => s3.send(new ListObjectVersionsCommand({ ...object, Prefix: 'delete' })),
      'S3.ListObjectsV2': () => s3.send(new ListObjectsV2Command({ ...object, Prefix: 'versions' })),
      'EventBridge.PutEvents': () =>
        new EventBridgeClient(client).send(
          new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] }),
        ),
      'SESv2.SendEmail': () =>
        new SESv2Client(client).send(
          new SendEmailCommand({ Content: { Simple: { Subject: { Data: 's' }, Body: {} } } }),
        ),
      'SQS.SendMessage': () =>
        new SQSClient(client).send(new SendMessageCommand({ QueueUrl: proxy.through(queue), MessageBody: 'm' })),
    };
    proxy.inject(operation, fault);
    // Act
    const error = await errorOf(send[operation]?.() ?? Promise.resolve());
    // Assess
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(proxy.calls).toMatchObject([{ operation, delivered: false }]);
  });
});

describe('the connection', () => {
  it('dies before the request is delivered: nothing happens, and the next try does it', async () => {
    proxy.inject('DynamoDB.PutItem', cut('before'));
    await expect(once.send(put('cut-before'))).rejects.toThrow('socket hang up');
    expect(await stored('cut-before')).toBeUndefined();
    await retrying.send(put('cut-before'));
    expect(await stored('cut-before')).toBeDefined();
  });

  it('dies before the answer: the write is there, and the SDK does it again, so that ADD counts twice', async () => {
    // Prepare
    const Key = { pk: { S: 'cut-after' }, sk: { S: '-' } };
    const add = { UpdateExpression: 'ADD amount :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    proxy.inject('DynamoDB.UpdateItem', cut('after'));
    // Act
    await retrying.send(new UpdateItemCommand({ TableName: table, Key, ...add }));
    // Assess
    expect((await stored('cut-after'))?.['amount']).toEqual({ N: '2' });
  });

  it('holds an answer back until the test lets it go', async () => {
    // Prepare
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    proxy.inject('DynamoDB.PutItem', delay(held));
    const order: string[] = [];
    // Act
    const slow = once.send(put('slow')).then(() => order.push('slow'));
    await once.send(put('quick')).then(() => order.push('quick'));
    release();
    await slow;
    // Assess
    expect(order).toEqual(['quick', 'slow']);
  });

  it('answers after the time it is told', async () => {
    proxy.inject('DynamoDB.PutItem', delay(60));
    const begun = performance.now();
    await once.send(put('delayed'));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
  });
});

describe('half-done batches', () => {
  const entry = (n: number) => ({ Source: 'test', DetailType: 'Numbered', Detail: JSON.stringify({ n }) });
  const isOdd = ({ Detail }: Record<string, unknown>) => Number(/\d+/.exec(String(Detail))?.[0]) % 2 === 1;

  it('PutEvents: fails the chosen entries in their places and delivers the others', async () => {
    proxy.inject('EventBridge.PutEvents', failEntries(isOdd));
    const events = new EventBridgeClient({ ...engine.client, endpoint: proxy.endpoint });
    const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [0, 1, 2, 3].map(entry) }));
    expect(FailedEntryCount).toBe(2);
    expect(Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? typeof EventId)).toEqual([
      'string',
      'ThrottlingException',
      'string',
      'ThrottlingException',
    ]);
  });

  it('PutEvents: delivers nothing when every entry fails', async () => {
    proxy.inject(
      'EventBridge.PutEvents',
      failEntries(() => true, 'InternalFailure'),
    );
    const events = new EventBridgeClient({ ...engine.client, endpoint: proxy.endpoint });
    const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry(1)] }));
    expect([FailedEntryCount, Entries]).toEqual([1, [{ ErrorCode: 'InternalFailure', ErrorMessage: 'Rate exceeded' }]]);
    expect(proxy.calls).toMatchObject([{ delivered: false }]);
  });

  it('SendMessageBatch: queues the others', async () => {
    // Prepare
    const sqs = new SQSClient({ ...engine.client, endpoint: proxy.endpoint });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('queue') }));
    proxy.inject(
      'SQS.SendMessageBatch',
      failEntries((_, index) => index === 0, 'InternalError'),
    );
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
    // Act
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl: proxy.through(QueueUrl), Entries }));
    // Assess
    expect(sent.Failed).toMatchObject([{ Id: 'a', Code: 'InternalError', SenderFault: false }]);
    expect(sent.Successful).toMatchObject([{ Id: 'b' }]);
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    expect(Messages?.map(({ Body }) => Body)).toEqual(['b']);
  });

  it('BatchWriteItem and BatchGetItem: hand back what they left undone', async () => {
    // Prepare
    const isB = (request: Record<string, unknown>) => JSON.stringify(request).includes('"batch-b"');
    proxy.inject('DynamoDB.BatchWriteItem', unprocessed(isB));
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed((key) => !isB(key)),
    );
    const keys = ['batch-a', 'batch-b'].map((pk) => ({ pk: { S: pk }, sk: { S: '-' } }));
    const writes: BatchWriteItemCommandInput = {
      RequestItems: { [table]: keys.map((Item) => ({ PutRequest: { Item } })) },
    };
    // Act
    const first = await retrying.send(new BatchWriteItemCommand(writes));
    const there = await direct.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'begins_with(pk, :b)',
        ExpressionAttributeValues: { ':b': { S: 'batch-' } },
      }),
    );
    const second = await retrying.send(new BatchWriteItemCommand({ RequestItems: first.UnprocessedItems }));
    const read = await retrying.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }));
    // Assess
    expect(first.UnprocessedItems).toEqual({ [table]: [{ PutRequest: { Item: keys[1] } }] });
    expect(there.Items).toEqual([keys[0]]);
    expect(second.UnprocessedItems).toEqual({});
    expect(read.Responses?.[table]).toEqual([keys[1]]);
    expect(read.UnprocessedKeys).toEqual({ [table]: { Keys: [keys[0]] } });
  });

  it('BatchGetItem: hands all of the keys back, with no item but in the form of an answer', async () => {
    // Prepare
    const RequestItems = { [table]: { Keys: [{ pk: { S: 'batch-none' }, sk: { S: '-' } }] } };
    proxy.inject(
      'DynamoDB.BatchGetItem',
      unprocessed(() => true),
    );
    // Act
    const read = await retrying.send(new BatchGetItemCommand({ RequestItems }));
    // Assess
    expect(read).toMatchObject({ Responses: {}, UnprocessedKeys: RequestItems });
  });

  it('TransactWriteItems: conflicts with another transaction, reason by reason', async () => {
    const write = (pk: string) => ({ Put: { TableName: table, Item: { pk: { S: pk }, sk: { S: '-' } } } });
    proxy.inject(
      'DynamoDB.TransactWriteItems',
      transactionConflict((_, index) => index === 1),
    );
    const error = await errorOf(
      once.send(new TransactWriteItemsCommand({ TransactItems: [write('t1'), write('t2')] })),
    );
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[None, TransactionConflict]') as unknown,
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
    expect(await stored('t1')).toBeUndefined();
  });

  it('a single write: conflicts too', async () => {
    proxy.inject('DynamoDB.PutItem', transactionConflict());
    expect(await errorOf(once.send(put('conflict')))).toMatchObject({ name: 'TransactionConflictException' });
  });

  it('an operation that has no entries: the proxy says what is wrong', async () => {
    proxy.inject(
      'DynamoDB.PutItem',
      failEntries(() => true),
    );
    expect(await errorOf(once.send(put('no-batch')))).toMatchObject({
      name: 'NotABatch',
      message: expect.stringContaining('DynamoDB.PutItem is not a batch') as unknown,
    });
  });
});

it('reaches the mail service by its REST route', async () => {
  const mail = new SESv2Client({ ...engine.client, endpoint: proxy.endpoint });
  await mail.send(new CreateEmailIdentityCommand({ EmailIdentity: 'from@example.com' }));
  await mail.send(
    new SendEmailCommand({
      FromEmailAddress: 'from@example.com',
      Destination: { ToAddresses: ['to@example.com'] },
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } } },
    }),
  );
  expect(proxy.callsOf('SESv2.SendEmail')).toMatchObject([{ fate: 'passed' }]);
  expect(proxy.calls[0]?.operation).toBe('ses.POST /v2/email/identities');
});

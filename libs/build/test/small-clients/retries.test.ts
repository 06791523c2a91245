import * as connections from '@aws-sdk/client-apigatewaymanagementapi';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as topics from '@aws-sdk/client-sns';
import * as queues from '@aws-sdk/client-sqs';
import * as smallConnections from '../../src/stand-ins/apigateway/client-apigatewaymanagementapi.ts';
import * as smallSecrets from '../../src/stand-ins/secrets/client-secrets-manager.ts';
import * as smallTopics from '../../src/stand-ins/sns/client-sns.ts';
import * as smallQueues from '../../src/stand-ins/sqs/client-sqs.ts';
import { scriptedService, type Reply } from '../support/scripted-service.ts';
import { client, seen } from '../support/side-by-side.ts';

type Call = (endpoint: string) => Promise<{ $metadata: { attempts?: number; totalRetryDelay?: number } }>;

const xml = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error></ErrorResponse>`;
const json = (type: string) => JSON.stringify({ __type: type, message: 'm' });

const publish =
  (sdk: typeof topics): Call =>
  (endpoint) =>
    new sdk.SNSClient({ ...client, endpoint }).send(new sdk.PublishCommand({ TopicArn: 't', Message: 'm' }));
const post =
  (sdk: typeof connections): Call =>
  (endpoint) =>
    new sdk.ApiGatewayManagementApiClient({ ...client, endpoint }).send(
      new sdk.PostToConnectionCommand({ ConnectionId: 'c=', Data: new Uint8Array([1, 2]) }),
    );
const get =
  (sdk: typeof secrets): Call =>
  (endpoint) =>
    new sdk.SecretsManagerClient({ ...client, endpoint }).send(new sdk.GetSecretValueCommand({ SecretId: 's' }));
const send =
  (sdk: typeof queues): Call =>
  (endpoint) =>
    new sdk.SQSClient({ ...client, endpoint }).send(
      new sdk.SendMessageBatchCommand({ QueueUrl: 'http://127.0.0.1:1/0/q', Entries: [{ Id: 'a', MessageBody: 'b' }] }),
    );

/** Calls by the SDK and by the small client, typed by the packages that these stand for, with the answers of what was throttled and of what is not possible now. */
const CALLS: [string, Call, Call, throttled: Reply, unavailable: Reply][] = [
  [
    'Publish',
    publish(topics),
    publish(smallTopics as unknown as typeof topics),
    { status: 429, body: xml('Throttled') },
    { status: 500, body: xml('InternalError') },
  ],
  [
    'Publish with the code of all services',
    publish(topics),
    publish(smallTopics as unknown as typeof topics),
    { status: 400, body: xml('Throttling') },
    { status: 503, body: xml('ServiceUnavailable') },
  ],
  [
    'PostToConnection',
    post(connections),
    post(smallConnections as unknown as typeof connections),
    { status: 429, headers: { 'x-amzn-errortype': 'LimitExceededException' } },
    { status: 500 },
  ],
  [
    'GetSecretValue',
    get(secrets),
    get(smallSecrets as unknown as typeof secrets),
    { status: 400, body: json('ThrottlingException') },
    { status: 500, body: json('InternalServiceError') },
  ],
  [
    'SendMessageBatch',
    send(queues),
    send(smallQueues as unknown as typeof queues),
    { status: 403, body: json('com.amazonaws.sqs#RequestThrottled') },
    { status: 503, body: json('ServiceUnavailable') },
  ],
];

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0.02); // a fiftieth of the longest delay
});
afterEach(() => jest.restoreAllMocks());

describe.each(CALLS)('%s by the small client', (_, whole, small, throttled, unavailable) => {
  const done = { body: '' };

  it.each([
    ['throttled', throttled, 20 + 40],
    ['not possible now', unavailable, 1 + 2],
  ])('is tried again after the delays of the SDK when it is %s', async (__, reply, totalRetryDelay) => {
    // Prepare
    const { outcome: expected } = await seen(whole, reply, reply, done);
    // Act
    const { outcome, received } = await seen(small, reply, reply, done);
    // Assess
    expect(outcome).toMatchObject({ answer: { $metadata: { attempts: 3, totalRetryDelay } } });
    expect(outcome).toEqual(expected);
    expect(new Set(received.map(({ method, url, body }) => `${method} ${url} ${body}`)).size).toBe(1);
    expect(received.map(({ connection }) => connection)).toEqual([1, 1, 1]);
  });

  it('is given up after the third try, with the error of the last', async () => {
    // Prepare
    const { outcome: expected } = await seen(whole, unavailable);
    // Act
    const { outcome, received } = await seen(small, unavailable);
    // Assess
    expect(received).toHaveLength(3);
    expect(outcome).toMatchObject({ error: { $fault: 'server', $metadata: { attempts: 3 } } });
    expect(outcome).toEqual(expected);
  });

  it.each([
    ['milliseconds', { 'x-amz-retry-after': '90' }, 90],
    ['seconds', { 'retry-after': '0.12' }, 120],
    ['no number', { 'retry-after': 'later' }, 20],
    ['less than it would wait anyway', { 'x-amz-retry-after': '5' }, 20],
  ])('waits as long as the service asks for in %s', async (__, headers, wait) => {
    const reply = { ...throttled, headers: { ...throttled.headers, ...headers } };
    for (const call of [whole, small]) {
      const { outcome } = await seen(call, reply, done);
      const { answer } = outcome as { answer: Awaited<ReturnType<Call>> };
      expect(answer.$metadata.attempts).toBe(2);
      expect(Math.abs((answer.$metadata.totalRetryDelay ?? 0) - wait)).toBeLessThan(10);
    }
  });

  it('keeps its connection for the next call, and tells after three tries that nobody listens', async () => {
    // Prepare
    await using service = await scriptedService(done);
    const { endpoint, received } = service;
    // Act
    await small(endpoint);
    await small(endpoint);
    await service[Symbol.asyncDispose]();
    const gone = small(endpoint);
    // Assess
    await expect(gone).rejects.toMatchObject({ $metadata: { attempts: 3 } });
    expect(received.map(({ connection }) => connection)).toEqual([1, 1]);
  });
});

import * as connections from '@aws-sdk/client-apigatewaymanagementapi';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as topics from '@aws-sdk/client-sns';
import { fail, failEntries, faultyProxy, refuse, testEngine, throttle } from '@libs/testing';
import * as smallConnections from '../../src/stand-ins/apigateway/client-apigatewaymanagementapi.ts';
import * as smallSecrets from '../../src/stand-ins/secrets/client-secrets-manager.ts';
import * as smallTopics from '../../src/stand-ins/sns/client-sns.ts';

// Typed by the packages that they stand for, as in a bundle.
const small = {
  topics: smallTopics as unknown as typeof topics,
  secrets: smallSecrets as unknown as typeof secrets,
  connections: smallConnections as unknown as typeof connections,
};

const TopicArn = 'arn:aws:sns:eu-central-1:000000000000:none';
const MessageAttributes = { channel: { DataType: 'String', StringValue: 'e-mail & "push"' } };
const PublishBatchRequestEntries = ['a', 'b'].map((Id) => ({ Id, Message: `größer & ${Id}`, MessageAttributes }));
const ToConnection = { ConnectionId: 'L0SM9cOFvHcCIhw=', Data: '{"unread":1}' };

/** Clients on a proxy that makes calls go wrong; each tries once. */
async function prepared(sdk: typeof small) {
  const engine = await testEngine();
  const proxy = await faultyProxy(engine.endpoint);
  const config = { ...engine.client, endpoint: proxy.endpoint, maxAttempts: 1 };
  const sns = new sdk.topics.SNSClient(config);
  const stage = { ...config, endpoint: `${proxy.endpoint}/_aws/execute-api/a1b2/local` };
  const gateway = new sdk.connections.ApiGatewayManagementApiClient(stage);
  return {
    proxy,
    [Symbol.asyncDispose]: () => proxy.stop(),
    send: {
      'SNS.Publish': () => sns.send(new sdk.topics.PublishCommand({ TopicArn, Message: 'größer & <b>' })),
      'SNS.PublishBatch': () => sns.send(new sdk.topics.PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
      'SecretsManager.GetSecretValue': () =>
        new sdk.secrets.SecretsManagerClient(config).send(new sdk.secrets.GetSecretValueCommand({ SecretId: 's' })),
      'ApiGatewayManagementApi.PostToConnection': () =>
        gateway.send(new sdk.connections.PostToConnectionCommand(ToConnection)),
    },
  };
}

const thrown = async (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe.each([
  ['the SDK', { topics, secrets, connections }],
  ['the small clients', small],
])('%s, when calls of a channel go wrong', (_, sdk) => {
  it.each([
    ['SNS.Publish', throttle(), 'Throttling', 400],
    ['SNS.Publish', fail(), 'InternalErrorException', 500],
    ['SNS.Publish', refuse('EndpointDisabled', 'It is <disabled>'), 'EndpointDisabledException', 400],
    ['SNS.PublishBatch', refuse('NotFound', 'No topic', { status: 404 }), 'NotFoundException', 404],
    ['SecretsManager.GetSecretValue', throttle(), 'ThrottlingException', 400],
    ['SecretsManager.GetSecretValue', fail(), 'InternalServiceError', 500],
    ['ApiGatewayManagementApi.PostToConnection', throttle(), 'LimitExceededException', 429],
    ['ApiGatewayManagementApi.PostToConnection', refuse('GoneException', 'G', { status: 410 }), 'GoneException', 410],
  ] as const)('%s names what it was refused with: %o', async (operation, fault, name, status) => {
    await using given = await prepared(sdk);
    given.proxy.inject(operation, fault);
    const error = await thrown(given.send[operation]());
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it('gives the input of its command to the proxy, which tests pick calls by', async () => {
    await using given = await prepared(sdk);
    given.proxy.inject('*', refuse('InvalidParameter', 'here'), { times: Number.POSITIVE_INFINITY });
    await Promise.all(Object.values(given.send).map(async (send) => thrown(send())));
    expect(Object.fromEntries(given.proxy.calls.map(({ operation, input }) => [operation, input]))).toEqual({
      'SNS.Publish': { TopicArn, Message: 'größer & <b>' },
      'SNS.PublishBatch': { TopicArn, PublishBatchRequestEntries },
      'SecretsManager.GetSecretValue': { SecretId: 's' },
      'ApiGatewayManagementApi.PostToConnection': ToConnection,
    });
  });

  it('reads which entries of a batch failed', async () => {
    await using given = await prepared(sdk);
    given.proxy.inject(
      'SNS.PublishBatch',
      failEntries(() => true, 'Throttling'),
    );
    expect(await given.send['SNS.PublishBatch']()).toMatchObject({
      Failed: ['a', 'b'].map((Id) => ({ Id, Code: 'Throttling', Message: 'Rate exceeded', SenderFault: false })),
    });
  });
});

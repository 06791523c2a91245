import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as whole from '@aws-sdk/client-dynamodb';
import { cut, delay, fail, faultyProxy, refuse, testEngine, testTable, throttle } from '@libs/testing';
import * as standIn from '../../src/stand-ins/dynamodb/client-dynamodb.ts';

// Typed by the package that it stands for, as in a bundle.
const small = standIn as unknown as typeof whole;

const Item = { pk: { S: 'a' }, sk: { S: 'b' } };

/** A client on a proxy that makes calls go wrong, and a table. */
async function prepared(sdk: typeof whole, options: whole.DynamoDBClientConfig = {}) {
  const engine = await testEngine();
  const { name: TableName, client: direct } = await testTable(engine);
  const proxy = await faultyProxy(engine.endpoint);
  const client = new sdk.DynamoDBClient({ ...engine.client, endpoint: proxy.endpoint, ...options });
  return {
    TableName,
    direct,
    proxy,
    client,
    put: () => client.send(new sdk.PutItemCommand({ TableName, Item })),
    [Symbol.asyncDispose]: () => proxy.stop(),
  };
}

const thrown = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: Error & whole.DynamoDBServiceException) => error,
  );

describe.each([
  ['the SDK', whole],
  ['the small client', small],
])('%s, when calls go wrong', (_, sdk) => {
  it.each([
    ['throttled', throttle(), { times: 1 }, 2],
    ['failed by the service', fail(), { times: 3 }, 4],
    ['cut before the service saw them', cut('before'), { times: 2 }, 3],
    ['cut after the service did what was asked', cut('after'), { times: 1 }, 2],
  ])('tries calls again that were %s', async (__, fault, options, attempts) => {
    // Prepare
    await using world = await prepared(sdk);
    const { proxy, put } = world;
    proxy.inject('DynamoDB.PutItem', fault, options);
    // Act
    const { $metadata } = await put();
    // Assess
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts });
    expect(proxy.callsOf('DynamoDB.PutItem')).toHaveLength(attempts);
  });

  it('gives up after four tries with the error of the last', async () => {
    await using world = await prepared(sdk);
    const { proxy, put } = world;
    proxy.inject('DynamoDB.PutItem', fail(), { times: Infinity });
    const error = await thrown(put());
    expect(error).toMatchObject({
      name: 'InternalServerError',
      $fault: 'server',
      $metadata: { attempts: 4, httpStatusCode: 500 },
    });
    expect(error).toBeInstanceOf(sdk.InternalServerError);
    expect(proxy.callsOf('DynamoDB.PutItem')).toHaveLength(4);
  });

  it('does not try what was refused again', async () => {
    await using world = await prepared(sdk);
    const { proxy, put } = world;
    proxy.inject('DynamoDB.PutItem', refuse('AccessDeniedException', 'not allowed'));
    const error = await thrown(put());
    expect(error).toMatchObject({ name: 'AccessDeniedException', message: 'not allowed', $fault: 'client' });
    expect(error).toBeInstanceOf(sdk.DynamoDBServiceException);
    expect(proxy.callsOf('DynamoDB.PutItem')).toHaveLength(1);
  });

  it('does a transaction once whose answer was lost: both tries carry one token', async () => {
    // Prepare
    await using world = await prepared(sdk);
    const { proxy, client, direct, TableName } = world;
    await direct.send(new whole.PutItemCommand({ TableName, Item: { ...Item, n: { N: '0' } } }));
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'));
    // Act
    const Update = {
      TableName,
      Key: Item,
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await client.send(new sdk.TransactWriteItemsCommand({ TransactItems: [{ Update }] }));
    // Assess
    const read = await direct.send(new whole.GetItemCommand({ TableName, Key: Item }));
    expect(read.Item?.['n']).toEqual({ N: '1' });
    const tokens = proxy
      .callsOf('DynamoDB.TransactWriteItems')
      .map(({ input }) => (input as { ClientRequestToken: string }).ClientRequestToken);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  it('stops waiting when it is aborted', async () => {
    await using world = await prepared(sdk);
    const { proxy, client, TableName } = world;
    const { promise: never, resolve } = Promise.withResolvers<void>();
    proxy.inject('DynamoDB.PutItem', delay(never), { times: Infinity });
    const abort = new AbortController();
    const sent = thrown(client.send(new sdk.PutItemCommand({ TableName, Item }), { abortSignal: abort.signal }));
    abort.abort();
    expect(await sent).toMatchObject({ name: 'AbortError' });
    resolve();
    await thrown(client.send(new sdk.PutItemCommand({ TableName, Item })));
  });

  it('takes silence for a time-out when told how long to wait', async () => {
    await using world = await prepared(sdk, {
      maxAttempts: 1,
      requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
    });
    const { proxy, put } = world;
    const { promise: never, resolve } = Promise.withResolvers<void>();
    proxy.inject('DynamoDB.PutItem', delay(never));
    expect(await thrown(put())).toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 1 } });
    resolve();
  });

  it.each([
    ['keeps its connection', {}, 1],
    ['makes a new connection for each call when told so', { httpAgent: { keepAlive: false } }, 2],
  ])('%s', async (__, requestHandler, connections) => {
    // Prepare
    const sockets = new Set<unknown>();
    const server = createServer(({ socket }, response) => {
      sockets.add(socket);
      response.end('{}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const endpoint = `http://127.0.0.1:${port}`;
    const client = new sdk.DynamoDBClient({ region: 'eu-central-1', endpoint, credentials, requestHandler });
    // Act
    for (let call = 1; call <= 2; call++) await client.send(new sdk.PutItemCommand({ TableName: 't', Item }));
    // Assess
    expect(sockets.size).toBe(connections);
    client.destroy();
    server.closeAllConnections();
    server.close();
  });

  it('tells that nobody listens', async () => {
    const client = new sdk.DynamoDBClient({
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 2,
    });
    const error = await thrown(client.send(new sdk.PutItemCommand({ TableName: 't', Item })));
    expect(error).toMatchObject({ $metadata: { attempts: 2 } });
  });
});

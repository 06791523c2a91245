import * as connections from '@aws-sdk/client-apigatewaymanagementapi';
import * as smallConnections from '../../src/stand-ins/apigateway/client-apigatewaymanagementapi.ts';
import { rightAuthorization } from '../support/sdk-signer.ts';
import { client, meaningOf, seen } from '../support/side-by-side.ts';

// Typed by the package that it stands for, as in a bundle.
const small = smallConnections as unknown as typeof connections;

const ConnectionId = 'L0SM9cOFvHcCIhw=';

const CALLS: Readonly<Record<string, (sdk: typeof connections) => unknown>> = {
  'a text': ({ PostToConnectionCommand }) =>
    new PostToConnectionCommand({
      ConnectionId,
      Data: JSON.stringify({ type: 'unread', unread: 1, title: 'größer 👩‍🚀' }),
    }),
  bytes: ({ PostToConnectionCommand }) =>
    new PostToConnectionCommand({ ConnectionId, Data: new Uint8Array([0, 10, 127, 128, 255]) }),
  'an empty text': ({ PostToConnectionCommand }) => new PostToConnectionCommand({ ConnectionId, Data: '' }),
  'a text to an id with other signs': ({ PostToConnectionCommand }) =>
    new PostToConnectionCommand({ ConnectionId: "a/b+c=!'()*~ä", Data: 'x' }),
  'the end of a connection': ({ DeleteConnectionCommand }) => new DeleteConnectionCommand({ ConnectionId }),
};

const call =
  (sdk: typeof connections, name = 'a text', stage = '/dev') =>
  (endpoint: string) =>
    new sdk.ApiGatewayManagementApiClient({ ...client, endpoint: `${endpoint}${stage}` }).send(
      CALLS[name]?.(sdk) as connections.PostToConnectionCommand,
    );

afterEach(() => jest.restoreAllMocks());

describe('the small client of connections', () => {
  it.each(Object.keys(CALLS).flatMap((name) => ['/dev', '', '/a/b'].map((stage) => [name, stage] as const)))(
    'sends %s over the wire as the SDK does, to an endpoint with the path "%s", with a signature that holds',
    async (name, stage) => {
      // Prepare
      const { received: expected } = await seen(call(connections, name, stage), {});
      // Act
      const { received } = await seen(call(small, name, stage), {});
      // Assess
      expect(received.map(meaningOf)).toEqual(expected.map(meaningOf));
      const [request] = received;
      expect(request?.headers.authorization).toBe(
        request && (await rightAuthorization(request, { ...client, signingName: 'execute-api' })),
      );
    },
  );

  it.each([
    ['a text', { status: 200, headers: { 'x-amzn-requestid': 'r-1' } }],
    ['a text', { status: 200, body: 'not of interest' }],
    ['the end of a connection', { status: 204 }],
  ])('gives what the sending of %s answers as the SDK does (%#)', async (name, reply) => {
    // Prepare
    const { outcome: expected } = await seen(call(connections, name), reply);
    // Act
    const { outcome } = await seen(call(small, name), reply);
    // Assess
    expect(expected).toHaveProperty('answer');
    expect(outcome).toEqual(expected);
  });

  it.each([
    [410, 'GoneException', '', 1],
    [403, 'ForbiddenException', '{"message":"Forbidden","connectionId":"c","requestId":"r"}', 1],
    [413, 'PayloadTooLargeException', '{"message":"Message too long"}', 1],
    [429, 'LimitExceededException', '{"message":"Rate exceeded"}', 3],
  ] as const)('throws the error of the SDK for the answer %i %s', async (status, name, body, attempts) => {
    // Prepare
    jest.spyOn(Math, 'random').mockReturnValue(0); // no delay
    const reply = { status, headers: { 'x-amzn-errortype': name, 'content-type': 'application/json' }, body };
    const { outcome: expected } = await seen(call(connections), reply);
    // Act
    const { outcome, thrown, received } = await seen(call(small), reply);
    // Assess
    expect(expected).toMatchObject({
      error: { name, $fault: 'client', $metadata: { httpStatusCode: status, attempts } },
    });
    expect(outcome).toEqual(expected);
    expect(thrown).toBeInstanceOf(small[name]);
    expect(thrown).toBeInstanceOf(small.ApiGatewayManagementApiServiceException);
    expect(received).toHaveLength(attempts);
  });

  it('throws an error without a name for 410 from what does not say which error it is', async () => {
    for (const sdk of [connections, small]) {
      const { outcome } = await seen(call(sdk), { status: 410 });
      expect(outcome).toMatchObject({ error: { name: 'Unknown', $metadata: { httpStatusCode: 410, attempts: 1 } } });
    }
  });

  it('sends one slash behind a stage that ends in one, where the SDK sends two', async () => {
    const { received } = await seen(call(small, 'a text', '/dev/'), {});
    expect(received[0]?.url).toBe('/dev/@connections/L0SM9cOFvHcCIhw%3D');
  });

  it('refuses a call without a connection', async () => {
    const command = new small.PostToConnectionCommand({ ConnectionId: undefined, Data: 'x' });
    const { outcome, received } = await seen(
      (endpoint) => new small.ApiGatewayManagementApiClient({ ...client, endpoint }).send(command),
      {},
    );
    expect(outcome).toMatchObject({ error: { name: 'TypeError' } });
    expect(received).toHaveLength(0);
  });

  it('sends to many connections one after the other over one of its own', async () => {
    const { received } = await seen(async (endpoint) => {
      const api = new small.ApiGatewayManagementApiClient({ ...client, endpoint });
      for (const Data of ['1', '2', '3']) await api.send(new small.PostToConnectionCommand({ ConnectionId, Data }));
      return api.send(new small.DeleteConnectionCommand({ ConnectionId }));
    }, {});
    expect(received.map(({ connection }) => connection)).toEqual([1, 1, 1, 1]);
  });
});

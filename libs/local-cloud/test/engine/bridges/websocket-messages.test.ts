import { randomUUID } from 'node:crypto';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { asRole } from '../support/as-role.ts';
import { clientSocket } from '../support/client-socket.ts';
import { on } from '../support/clients.ts';
import { logLines } from '../support/log-lines.ts';
import { refusalOf } from '../support/person.ts';
import { rawHandshake } from '../support/raw-handshake.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { socketApi } from '../support/socket-api.ts';
import { until } from '../../support/until.ts';

type Engine = { endpoint: string };

interface Seen {
  eventType: string;
  connectionId: string;
  messageDirection: string;
  authorizer: Record<string, unknown>;
  pid: number;
}

/** The events that the function has written down so far. */
const seen = async (engine: Engine, name: string): Promise<Seen[]> =>
  (await logLines(engine, name)).flatMap((line) =>
    line.includes('eventType') ? [JSON.parse(line.slice(line.indexOf('{'))) as Seen] : [],
  ); // written by the function

const connectionOf = (engine: Engine, name: string) =>
  until('the connection is noted', async () => (await seen(engine, name)).at(-1)?.connectionId);

/** Two clients whose messages are answered only when they are handled at once. */
async function meet(api: Awaited<ReturnType<typeof socketApi>>) {
  const clients = await Promise.all([clientSocket(api.url('ada')), clientSocket(api.url('bob'))]);
  const place = randomUUID();
  for (const client of clients) client.send({ action: 'answered', do: 'meet', place });
  return clients;
}

const untouched = untouchedEngine();
const mended = runningEngine();

describe('a message over a WebSocket', () => {
  it('waits for others, leaves no logs and is answered on the untouched engine: still to be mended', async () => {
    const api = await socketApi(untouched(), 'untouched');
    const clients = await meet(api);
    await until('one has waited in vain', () => clients.some(({ messages }) => messages.includes('done')));
    expect(await logLines(untouched(), api.functionName)).toEqual([]);
    const [client] = clients;
    client?.send({ do: 'nothing' });
    await until('the answer of a route without a route response', () => client?.messages.length === 2);
  });

  it('is handled beside others when mended', async () => {
    const api = await socketApi(mended(), 'parallel');
    await meet(api);
    await until('both met', async () => {
      const lines = await logLines(mended(), api.functionName);
      return lines.filter((line) => line.includes('"met"')).length === 2;
    });
  });

  it('is answered only where the route has a route response', async () => {
    const api = await socketApi(mended(), 'answers');
    const client = await clientSocket(api.url('ada'));
    client.send({ say: 'without' });
    client.send({ action: 'answered', say: 'with' });
    await until('an answer', () => client.messages.length > 0);
    expect(client.messages).toEqual(['with']);
  });

  it('whose function throws is answered without the error', async () => {
    const api = await socketApi(mended(), 'throws');
    const client = await clientSocket(api.url('ada'));
    client.send({ do: 'throw' });
    await until('the answer', () => client.messages.length > 0);
    expect(JSON.parse(client.messages[0] ?? '')).toEqual({
      message: 'Internal server error',
      connectionId: await connectionOf(mended(), api.functionName),
      requestId: expect.any(String) as string,
    });
  });

  it("carries what the authorizer said, as the connection's other events do", async () => {
    const api = await socketApi(mended(), 'context');
    const client = await clientSocket(api.url('ada'));
    client.send({ do: 'nothing' });
    await until('the message is handled', async () => (await seen(mended(), api.functionName)).length === 2);
    await client.close();
    await until('$disconnect', async () => (await seen(mended(), api.functionName)).length === 3);
    const events = await seen(mended(), api.functionName);
    const authorizer = { principalId: 'ada', userId: 'ada', admin: 'true' };
    expect(events).toMatchObject(
      ['CONNECT', 'MESSAGE', 'DISCONNECT'].map((eventType) => ({ eventType, authorizer, messageDirection: 'IN' })),
    );
    expect(new Set(events.map(({ connectionId }) => connectionId)).size).toBe(1);
  });

  it('of 40 clients at once is handled by four processes', async () => {
    const api = await socketApi(mended(), 'many');
    const clients = await Promise.all(Array.from({ length: 40 }, (_, i) => clientSocket(api.url(`person-${i}`))));
    for (const client of clients) client.send({ do: 'nothing' });
    await until('all are handled', async () => (await seen(mended(), api.functionName)).length === 80);
    const events = await seen(mended(), api.functionName);
    expect(new Set(events.map(({ pid }) => pid)).size).toBeLessThanOrEqual(4);
    await Promise.all(clients.map((client) => client.close()));
    await until('all are gone', async () => (await seen(mended(), api.functionName)).length === 120);
  });
});

describe('a connection of a WebSocket', () => {
  it('whose client dies without a word is told of by $disconnect', async () => {
    const api = await socketApi(mended(), 'dies');
    const { status, die } = await rawHandshake(api.url('ada'));
    expect(status).toBe(101);
    die();
    await until('$disconnect', async () => (await seen(mended(), api.functionName)).at(-1)?.eventType === 'DISCONNECT');
  });
});

describe('a handshake of a WebSocket', () => {
  it.each([
    ['the authorizer', 'eve', 403],
    ['$connect', 'refused', 418],
  ])('that %s refuses gets its status, and no $disconnect', async (_who, token, status) => {
    const api = await socketApi(mended(), `refused-${status}`);
    expect(await rawHandshake(api.url(token))).toMatchObject({ status });
    expect((await seen(mended(), api.functionName)).filter(({ eventType }) => eventType === 'DISCONNECT')).toEqual([]);
  });
});

describe('the management of connections', () => {
  const post = (
    client: ConstructorParameters<typeof ApiGatewayManagementApiClient>[0],
    ConnectionId: string,
    Data: string,
  ) => new ApiGatewayManagementApiClient(client ?? {}).send(new PostToConnectionCommand({ ConnectionId, Data }));

  it('posts to a connection with a role that may post to this API, and with no other', async () => {
    const api = await socketApi(mended(), 'managed');
    const client = await clientSocket(api.url('ada'));
    const id = await connectionOf(mended(), api.functionName);
    const may = (method: string) => [
      {
        Effect: 'Allow',
        Action: 'execute-api:ManageConnections',
        Resource: `arn:aws:execute-api:eu-central-1:000000000000:${api.id}/test/${method}/@connections/*`,
      },
    ];
    const poster = { ...(await asRole(mended(), 'poster', may('POST'))), endpoint: api.endpoint };
    const deleter = { ...(await asRole(mended(), 'deleter', may('DELETE'))), endpoint: api.endpoint };
    await post(poster, id, 'hello');
    await until('it arrives', () => client.messages.includes('hello'));
    expect(await refusalOf(post(deleter, id, 'hello'))).toMatch(/not authorized|Forbidden|AccessDenied/);
    const remove = (from: typeof poster) =>
      new ApiGatewayManagementApiClient(from).send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect(await refusalOf(remove(poster))).toMatch(/not authorized|Forbidden|AccessDenied/);
    await remove(deleter);
    await until('it is closed', () => client.closed());
    expect(await refusalOf(post(poster, id, 'hello'))).toMatch(/^GoneException/);
    await until('$disconnect', async () => (await seen(mended(), api.functionName)).at(-1)?.eventType === 'DISCONNECT');
  });

  it('posts 128 KiB at the most', async () => {
    const api = await socketApi(mended(), 'sizes');
    const client = await clientSocket(api.url('ada'));
    const id = await connectionOf(mended(), api.functionName);
    const root = { ...on(mended()), endpoint: api.endpoint };
    await post(root, id, 'a'.repeat(128 * 1024));
    await until('it arrives', () => client.messages.length === 1);
    expect(await refusalOf(post(root, id, 'a'.repeat(128 * 1024 + 1)))).toMatch(/^PayloadTooLargeException/);
  });
});

import { once } from 'node:events';
import { createServer as createHttpServer, request, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { DeployedService } from '../../src/front-door/deployed-services.ts';
import { Sockets } from '../../src/front-door/sockets/sockets.ts';
import { type FrontDoor, startFrontDoor } from '../../src/front-door/start-front-door.ts';
import { runningEngine } from '../engine/support/running-engine.ts';
import { until } from '../support/until.ts';
import { deployPost } from './deploy-post.ts';
import { ask } from './http.ts';

interface Refused {
  status: number;
  type: string;
  text: string;
}

/** A handshake with exactly this path and these headers; what came instead of a WebSocket. */
function refused(url: string, path: string, headers: Record<string, string> = {}): Promise<Refused> {
  const { hostname, port } = new URL(url);
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, headers: { ...handshake, ...headers }, agent: false });
    outgoing.once('response', (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }),
      );
    });
    outgoing.once('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(new Error('a WebSocket was opened'));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

describe('the sockets of a service', () => {
  const engine = runningEngine();
  let door: FrontDoor;

  beforeAll(async () => {
    await deployPost(engine());
    door = await startFrontDoor({ endpoint: engine().endpoint, port: 0 });
  });

  afterAll(() => door.stop());

  const ws = (path: string) => `${door.url.replace('http', 'ws')}${path}`;

  it('are reached at /live, with the query of the handshake, and carry messages both ways', async () => {
    const socket = new WebSocket(ws('/live?token=good'));
    await once(socket, 'open');
    const said = 'ä'.repeat(10_000);
    socket.send(said);
    const [message] = (await once(socket, 'message')) as [{ data: unknown }];
    expect(message.data).toBe(`echo ${said}`);
    socket.close();
    await once(socket, 'close');
  });

  it('let nobody in whom the API refuses, and say so in its words', async () => {
    const { status, text } = await refused(door.url, '/live?token=bad');
    expect(status).toBe(403);
    expect(text).toContain('message');
  });

  it.each(['/live/more', '/nothing', '/mailbox', '/live%2Fmore'])('are not at %s', async (path) => {
    const { status, type, text } = await refused(door.url, path);
    expect([status, type]).toEqual([404, 'application/problem+json']);
    expect(text).toContain('There is one at /live.');
  });

  it('are refused to a page that points its own name at this machine', async () => {
    const { status, text } = await refused(door.url, '/live?token=good', { host: 'evil.example' });
    expect([status, JSON.parse(text)]).toMatchObject([421, { type: 'wrong-host' }]);
  });

  it('are no API: a request that is no handshake is told so', async () => {
    const { status, headers, text } = await ask(door.url, '/live');
    expect([status, headers.upgrade, JSON.parse(text)]).toMatchObject([426, 'websocket', { type: 'upgrade-required' }]);
  });

  it('are on the start page and in the addresses', async () => {
    expect((await ask(door.url, '/')).text).toContain(ws('/live'));
    expect(JSON.parse((await ask(door.url, '/addresses.json')).text)).toMatchObject({ sockets: { live: ws('/live') } });
  });

  it('end with the front door, which does not wait for them', async () => {
    const short = await startFrontDoor({ endpoint: engine().endpoint, port: 0 });
    const socket = new WebSocket(`${short.url.replace('http', 'ws')}/live?token=good`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await short.stop();
    await closed;
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe('a socket between a caller and the engine', () => {
  /** What stands in for the engine: its bytes are the test's. */
  let behind: Server;
  let upstreams: Socket[];
  let door: HttpServer;
  let sockets: Sockets;
  let claimants: string[];
  let url: string;

  const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port; // it listens on TCP
  const accepted = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

  beforeEach(async () => {
    upstreams = [];
    claimants = ['notifications'];
    behind = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      upstreams.push(socket); // taken by `called`
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const service: DeployedService = {
      name: 'notifications',
      status: 'CREATE_COMPLETE',
      outputs: {},
      routes: [],
      functions: [],
      paths: [],
      sockets: ['live'],
      callbackUrls: [],
      socket: '/_aws/execute-api/a1b2/local',
    };
    sockets = new Sockets({
      endpoint: `http://127.0.0.1:${portOf(behind)}`,
      services: { claimants: () => Promise.resolve(claimants), list: () => Promise.resolve([service]) },
    });
    door = createHttpServer().on('upgrade', (...upgrade) => sockets.upgrade(...upgrade));
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${portOf(door)}`;
  });

  afterEach(async () => {
    sockets.closeAll();
    await Promise.all([door, behind].map((server) => new Promise((resolve) => server.close(resolve))));
  });

  /** A caller's connection after its handshake, and all that it got. */
  function call(more = ''): { socket: Socket; got: () => string } {
    const socket = connect(portOf(door), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => socket.destroy());
    socket.write(
      `GET /live?token=a HTTP/1.1\r\nHost: 127.0.0.1:${portOf(door)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: key\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n${more}`,
    );
    return { socket, got: () => text };
  }

  /** The engine's side of it, and all that it got. */
  async function called(): Promise<{ socket: Socket; got: () => string }> {
    const socket = await until('the call', () => upstreams.shift());
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    await until('the handshake', () => text.includes('\r\n\r\n'));
    return { socket, got: () => text };
  }

  async function joined() {
    const caller = call();
    const engine = await called();
    engine.socket.write(accepted);
    await until('the answer', () => caller.got().includes('101'));
    return { caller: caller.socket, engine: engine.socket, callerGot: caller.got, engineGot: engine.got };
  }

  it('begins with the handshake as it came, under the path of the API and with who called', async () => {
    const { engineGot, callerGot } = await joined();
    const lines = engineGot().toLowerCase().split('\r\n');
    expect(lines[0]).toBe('get /_aws/execute-api/a1b2/local?token=a http/1.1');
    expect(lines).toEqual(
      expect.arrayContaining([
        `host: 127.0.0.1:${portOf(behind)}`,
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-key: key',
        'x-forwarded-for: 10.0.0.1, 127.0.0.1',
      ]),
    );
    expect(callerGot()).toBe(accepted);
  });

  it('loses nothing that either side sent with its handshake', async () => {
    const caller = call('early');
    const engine = await called();
    engine.socket.write(`${accepted}first`);
    await until('the first bytes', () => caller.got().endsWith('first') && engine.got().endsWith('early'));
  });

  it('ends at the engine when the caller leaves, and when the caller is cut off', async () => {
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const { caller, engine } = await joined();
      const ended = once(engine, 'close');
      caller[leave]();
      await ended;
    }
  });

  it('ends at the caller when the engine ends it, with all that was sent before', async () => {
    const { caller, engine, callerGot } = await joined();
    const ended = once(caller, 'close');
    engine.end('x'.repeat(1_000_000));
    await ended;
    expect(callerGot()).toHaveLength(accepted.length + 1_000_000);
  });

  it('ends at the caller when the engine is killed', async () => {
    const { caller, engine } = await joined();
    const ended = once(caller, 'close');
    engine.resetAndDestroy();
    await ended;
  });

  it('ends at the engine when the caller leaves before it answers', async () => {
    const caller = call();
    const engine = await called();
    const ended = once(engine.socket, 'close');
    caller.socket.destroy();
    await ended;
  });

  it('is answered 502 when the engine is down', async () => {
    await new Promise((resolve) => behind.close(resolve));
    const { status, type, text } = await refused(url, '/live');
    expect([status, type, JSON.parse(text)]).toMatchObject([
      502,
      'application/problem+json',
      { type: 'engine-unreachable' },
    ]);
    behind = createServer().listen(0); // for the end of the test
  });

  it('is answered 502 when the engine dies before it answers', async () => {
    const answer = refused(url, '/live');
    (await called()).socket.destroy();
    expect((await answer).status).toBe(502);
  });

  it('breaks off when the engine dies amid its refusal, so that nobody takes half for the whole', async () => {
    const answer = refused(url, '/live');
    (await called()).socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 100\r\n\r\nhalf');
    await expect(answer).rejects.toThrow(/aborted|hang up/);
  });

  it('belongs to one service: what two claim is a 500 that names both', async () => {
    claimants = ['notifications', 'radio'];
    const { status, text } = await refused(url, '/live');
    expect([status, JSON.parse(text)]).toMatchObject([
      500,
      { type: 'path-claimed-twice', detail: 'notifications, radio' },
    ]);
  });
});

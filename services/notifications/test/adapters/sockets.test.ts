import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sockets } from '../../src/adapters/sockets.ts';

/** What the management API is to do with the next calls; 200 when nothing is left. */
let script: ((response: ServerResponse) => void)[] = [];
let calls: { method: string | undefined; url: string | undefined; body: string }[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  process.env['SOCKET_ENDPOINT'] = `http://127.0.0.1:${port}/local`;
});
beforeEach(() => {
  script = [];
  calls = [];
});
afterAll(() => server.close().closeAllConnections());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await request.toArray();
  calls.push({ method: request.method, url: request.url, body: Buffer.concat(body as Buffer[]).toString() });
  const next = script.shift();
  if (next) next(response);
  else response.end();
}

/** Answers as API Gateway does. */
const refuse = (status: number, name: string) => (response: ServerResponse) =>
  void response.writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' }).end('{}');
const hang = () => undefined;

const POSTED = { method: 'POST', url: '/local/@connections/ada%3D', body: '{"type":"pong"}' };

describe('a post', () => {
  it('sends the message as JSON to the connection', async () => {
    // Act
    const sent = await sockets.post('ada=', { type: 'pong' });
    // Assess
    expect(sent).toBe(true);
    expect(calls).toEqual([POSTED]);
  });

  it('tells of a connection that is gone, and does not ask again', async () => {
    // Prepare
    script = [refuse(410, 'GoneException')];
    // Act
    const sent = await sockets.post('ada=', { type: 'pong' });
    // Assess
    expect(sent).toBe(false);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['throttled', refuse(429, 'LimitExceededException')],
    ['broken', refuse(500, 'InternalServerError')],
    ['cut', (response: ServerResponse) => void response.destroy()],
  ])('that is %s twice gets through the third time', async (_, fault) => {
    // Prepare
    script = [fault, fault];
    // Act
    const sent = await sockets.post('ada=', { type: 'pong' });
    // Assess
    expect(sent).toBe(true);
    expect(calls).toEqual([POSTED, POSTED, POSTED]);
  });

  it('that is throttled for longer is left to whoever called', async () => {
    // Prepare
    script = Array.from({ length: 9 }, () => refuse(429, 'LimitExceededException'));
    // Act
    const sent = sockets.post('ada=', { type: 'pong' });
    // Assess
    await expect(sent).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect(calls).toHaveLength(3);
  });

  it('that is never answered is given up within seconds', async () => {
    // Prepare
    script = [hang, hang, hang];
    const startedAt = Date.now();
    // Act
    const sent = sockets.post('ada=', { type: 'pong' });
    // Assess
    await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('a connection', () => {
  it('is closed', async () => {
    // Act
    const closed = await sockets.close('ada=');
    // Assess
    expect(closed).toBe(true);
    expect(calls).toEqual([{ method: 'DELETE', url: '/local/@connections/ada%3D', body: '' }]);
  });

  it('that is gone is closed already', async () => {
    // Prepare
    script = [refuse(410, 'GoneException')];
    // Act
    const closed = await sockets.close('ada=');
    // Assess
    expect(closed).toBe(false);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { forward } from '../../src/front-door/forward.ts';
import { ask } from './http.ts';
import { until } from '../support/until.ts';

/** What stands in for the engine: its answer is the test's. */
let behind: Server;
let door: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: IncomingMessage[];

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
const close = (server: Server) =>
  new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });

beforeEach(async () => {
  seen = [];
  behind = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  const endpoint = await listen(behind);
  door = createServer((request, response) => forward(request, response, { endpoint, path: `/behind${request.url}` }));
  url = await listen(door);
});

afterEach(async () => {
  await close(door);
  await close(behind);
});

describe('forwarding', () => {
  it('streams a large binary body both ways, byte for byte', async () => {
    answer = (request, response) => void request.pipe(response);
    const body = randomBytes(8 * 1024 * 1024);
    const echoed = await ask(url, '/x', { method: 'POST', body });
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(echoed.body)).toBe(hash(body));
  });

  it('answers before all of the body has come', async () => {
    answer = (request, response) => {
      request.once('data', () => response.writeHead(200).write('first'));
      request.once('end', () => response.end(' last'));
    };
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n3\r\nabc\r\n');
    await until('the first part', () => text.includes('first'));
    socket.write('0\r\n\r\n');
    await until('the last part', () => text.includes(' last'));
    socket.destroy();
  });

  it('keeps path, query, method and headers, repeated ones too, and says who called', async () => {
    answer = (_request, response) => {
      response.writeHead(207, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Kept', 'yes']).end();
    };
    const { status, headers } = await ask(url, '/users/%2e%2e/a%2Fb?x=1&x=%20', {
      method: 'PATCH',
      headers: {
        'If-Match': '"3"',
        'X-Forwarded-For': '10.0.0.1',
        'X-Forwarded-Proto': 'https',
        host: 'somewhere:4000',
      },
    });
    const [request] = seen;
    expect(request).toMatchObject({ method: 'PATCH', url: '/behind/users/%2e%2e/a%2Fb?x=1&x=%20' });
    expect(request?.headers).toMatchObject({
      'if-match': '"3"',
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-forwarded-host': 'somewhere:4000',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(url).port,
      'content-length': '0',
    });
    expect(status).toBe(207);
    expect(headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], 'x-kept': 'yes' });
  });

  it("gives the engine its own host, whatever the caller's says", async () => {
    answer = (_request, response) => response.end();
    await ask(url, '/', { headers: { host: 'secrets.s3.amazonaws.com' } });
    expect(seen[0]?.headers.host).toBe(`127.0.0.1:${(behind.address() as AddressInfo).port}`);
  });

  it('drops the headers of the connection, and those that it names', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { connection: 'x-hop', 'x-hop': '1', 'x-kept': '1' }).end();
    };
    const { headers } = await ask(url, '/', {
      headers: {
        connection: 'close, X-Secret',
        'x-secret': '1',
        te: 'trailers',
        'proxy-authorization': 'Basic x',
        'x-kept': '1',
      },
    });
    expect(seen[0]?.headers).toMatchObject({ 'x-kept': '1' });
    for (const name of ['x-secret', 'te', 'proxy-authorization']) expect(seen[0]?.headers).not.toHaveProperty(name);
    expect(headers).toHaveProperty('x-kept');
    expect(headers).not.toHaveProperty('x-hop');
  });

  it.each([
    ['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n'],
    ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'],
    ['a folded header', 'x-a: b\r\n c\r\n y: z\r\nbad header\r\n'],
  ])('lets no request with %s through', async (_what, headers) => {
    answer = (_request, response) => response.end();
    const { hostname, port } = new URL(url);
    const text = await new Promise<string>((resolve) => {
      let all = '';
      const socket = connect(Number(port), hostname);
      socket.on('data', (chunk) => (all += chunk.toString()));
      socket.once('close', () => resolve(all));
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${headers}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n`);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400/);
    expect(seen).toEqual([]);
  });

  it('answers 502 with what to do when the engine is down', async () => {
    await close(behind);
    const { status, headers, text } = await ask(url, '/');
    expect(status).toBe(502);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ type: 'engine-unreachable', status: 502 });
    expect(text).toContain('npm start');
  });

  it.each([
    ['of a known length', { 'content-length': '100' }],
    ['in chunks', {}],
  ])(
    'cuts an answer %s when the engine dies amid it, so that nobody takes half for the whole',
    async (_what, headers) => {
      answer = (_request, response) => {
        response.writeHead(200, headers).write('half');
        setImmediate(() => response.destroy());
      };
      await expect(ask(url, '/')).rejects.toThrow(/aborted|hang up/);
    },
  );

  it('ends the call behind when the caller leaves', async () => {
    let left = false;
    answer = (request) => void request.once('close', () => (left = true));
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until('the call', () => seen.length === 1);
    socket.destroy();
    await until('its end', () => left);
  });
});

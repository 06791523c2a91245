import dgram from 'node:dgram';
import http from 'node:http';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';

// 192.0.2.0/24 is for documentation (RFC 5737): nothing answers there, should the guard fail.
const elsewhere = '192.0.2.1';

/** The error of something that throws at once or emits it. */
const refusal = async (attempt: () => { once(event: 'error', listener: (error: Error) => void): unknown }) => {
  try {
    const emitter = attempt();
    return await new Promise<Error>((resolve) => emitter.once('error', resolve));
  } catch (error) {
    return error;
  }
};

describe('the environment of a test', () => {
  it.each([
    ['net by options', () => net.connect({ host: elsewhere, port: 443 })],
    ['net by port and host', () => net.connect(443, elsewhere)],
    ['a host name', () => net.connect(443, 'dynamodb.eu-central-1.amazonaws.com')],
    ['tls', () => tls.connect({ host: elsewhere, port: 443 })],
    ['http', () => http.get(`http://${elsewhere}/`)],
    ['the metadata service', () => http.get('http://169.254.169.254/latest/meta-data/')],
  ])('refuses a connection to another machine: %s', async (_, attempt) => {
    // By name: Jest loads the guard anew for each test file, the patched sockets keep the first one's class.
    expect(await refusal(attempt)).toMatchObject({ name: 'NetworkForbidden' });
  });

  it('refuses fetch to another machine', async () => {
    const error: unknown = await fetch(`https://${elsewhere}/`).catch((cause: unknown) => cause);
    expect(error).toHaveProperty('cause.message', expect.stringContaining('NetworkForbidden'));
  });

  it('refuses a datagram to another machine', () => {
    const socket = dgram.createSocket('udp4');
    try {
      expect(() => socket.send('x', 53, elsewhere)).toThrow('A test tried to reach 192.0.2.1');
      expect(() => socket.connect(53, elsewhere)).toThrow('A test tried to reach 192.0.2.1');
    } finally {
      socket.close();
    }
  });

  it('lets connections to this machine through', async () => {
    // Prepare
    const server = http.createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // listens on a port, so not a string
    // Act
    const answers = await Promise.all(
      ['127.0.0.1', 'localhost'].map(async (host) => (await fetch(`http://${host}:${port}/`)).text()),
    );
    server.close();
    // Assess
    expect(answers).toEqual(['here', 'here']);
  });

  it('holds fake keys and nothing of the shell', () => {
    const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
    expect(names.toSorted()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_CONFIG_FILE',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SHARED_CREDENTIALS_FILE',
    ]);
    expect(process.env['AWS_ACCESS_KEY_ID']).toBe('test');
  });
});

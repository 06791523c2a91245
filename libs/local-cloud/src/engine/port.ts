import { createServer } from 'node:net';
import { PortTaken } from './errors.ts';

/**
 * The port itself when it is free, or any free one for 0. Only 127.0.0.1 is looked at.
 * @throws PortTaken
 */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(
        new PortTaken(
          `Port ${port} on 127.0.0.1 is in use: stop what runs there, or set AWS_ENDPOINT_URL=http://127.0.0.1:${port} to use it`,
          { cause: error },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

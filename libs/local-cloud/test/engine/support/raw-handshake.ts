import { request } from 'node:http';

/** A WebSocket's handshake without a WebSocket: its status (101 when it is accepted), and a way to die without a word. */
export function rawHandshake(url: string): Promise<{ status: number; die: () => void }> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
  };
  return new Promise((resolve, reject) => {
    request(url.replace(/^ws/, 'http'), { headers })
      .once('upgrade', (_response, socket) => resolve({ status: 101, die: () => socket.destroy() }))
      .once('response', (response) => {
        resolve({ status: response.statusCode ?? 0, die: () => response.destroy() });
        response.resume();
      })
      .once('error', reject)
      .end();
  });
}

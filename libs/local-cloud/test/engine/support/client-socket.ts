import { once } from 'node:events';

/** A client of a WebSocket API. Rejects when the handshake is refused. */
export async function clientSocket(url: string) {
  const socket = new WebSocket(url);
  const messages: string[] = [];
  socket.addEventListener('message', ({ data }) => messages.push(String(data)));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`${url} is refused`)), { once: true });
  });
  return {
    /** What came so far. */
    messages,
    send: (message: object) => socket.send(JSON.stringify(message)),
    closed: () => socket.readyState === WebSocket.CLOSED,
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}

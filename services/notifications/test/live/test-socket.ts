import { poll } from '@libs/testing';

/** A client with a real socket. */
export interface TestSocket {
  /** Everything that has come, in its order. */
  readonly texts: string[];
  /** The same as JSON. */
  received(): Record<string, unknown>[];
  /** The first message of this type that has come, or comes. */
  next(type: string): Promise<Record<string, unknown>>;
  send(message: object): void;
  sendText(text: string): void;
  close(): Promise<void>;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;
}

/** @throws Error when the server refuses the handshake */
export async function openSocket(url: URL): Promise<TestSocket> {
  const address = new URL(url);
  address.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  const texts: string[] = [];
  socket.addEventListener('message', ({ data }) => texts.push(String(data)));
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the handshake was refused')));
  });
  const received = () => texts.map((text) => JSON.parse(text) as Record<string, unknown>); // every message is a JSON object
  return {
    texts,
    received,
    next: async (type) =>
      poll(`a message of type ${type}`, async () => received().find((message) => message['type'] === type)),
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    async close() {
      socket.close();
      await closed;
    },
    closed,
  };
}

import { poll } from './poll.ts';

/** A client with a real socket, closed at the end of its block with `await using`. */
export interface TestSocket extends AsyncDisposable {
  /** Everything that has come, in its order. */
  readonly texts: string[];
  /** The same as JSON. */
  readonly received: () => Record<string, unknown>[];
  /** The first message of this type that has come, or comes. */
  readonly first: (type: string) => Promise<Record<string, unknown>>;
  readonly send: (message: object) => void;
  readonly sendText: (text: string) => void;
  readonly close: () => Promise<void>;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;
}

/**
 * Opens a WebSocket.
 * @param url of http or ws
 * @throws Error when the server refuses the handshake
 */
export const openSocket = async (url: URL): Promise<TestSocket> => {
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
  const close = async () => {
    socket.close();
    await closed;
  };
  const received = () => texts.map((text) => JSON.parse(text) as Record<string, unknown>); // every message is a JSON object
  return {
    texts,
    received,
    first: async (type) =>
      poll(`a message of type ${type}`, async () => received().find((message) => message['type'] === type)),
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    close,
    closed,
    [Symbol.asyncDispose]: close,
  };
};

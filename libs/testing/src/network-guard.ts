import dgram from 'node:dgram';
import net from 'node:net';

/** A connection that left the machine: thrown where it is made, so that the stack names the culprit. */
class NetworkForbidden extends Error {
  override readonly name = 'NetworkForbidden';
  readonly host: string;
  constructor(host: string) {
    super(
      `A test tried to reach ${host}. Tests reach this machine alone: give the client the engine's endpoint (testEngine) or a fake.`,
    );
    this.host = host;
  }
}

/** `localhost`, 127.0.0.0/8 and ::1, also mapped into IPv6. Names that merely resolve there are refused: nothing is looked up. */
const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i.test(host);

const guarded = Symbol.for('longhouse.testing.only-loopback');

/**
 * Makes every outgoing connection of this process to another machine throw `NetworkForbidden`.
 *
 * One place is enough for TCP: `net.connect`, `tls.connect`, `http`, `http2` and `fetch` all end in `Socket.prototype.connect`.
 * UDP sockets are guarded at `send` and `connect`. Calling it twice changes nothing (Jest runs set-up files once a test file in one process).
 */
export const onlyLoopback = (): void => {
  const socket: { connect: (...args: unknown[]) => unknown; [guarded]?: true } = net.Socket.prototype as never; // overloads cannot be wrapped one by one
  if (socket[guarded]) return;
  socket[guarded] = true;
  const connect = socket.connect;
  socket.connect = function guardedConnect(this: unknown, ...args: unknown[]) {
    const host = hostOf(args);
    if (host !== undefined && !isLoopback(host)) throw new NetworkForbidden(host);
    return connect.apply(this, args);
  };

  const datagram: Record<'send' | 'connect', (...args: unknown[]) => unknown> = dgram.Socket.prototype as never; // as above
  for (const method of ['send', 'connect'] as const) {
    const original = datagram[method];
    datagram[method] = function guardedDatagram(this: unknown, ...args: unknown[]) {
      // send(message, [offset, length,] port, address, callback), connect(port, address, callback): the address is the only string after a number.
      const host = args.find((arg, index) => typeof arg === 'string' && typeof args[index - 1] === 'number');
      if (typeof host === 'string' && !isLoopback(host)) throw new NetworkForbidden(host);
      return original.apply(this, args);
    };
  }
};

/** The host of `connect(options)`, `connect(port, host)` or Node's own normalised `connect([options, callback])`; undefined for a pipe or the default, localhost. */
const hostOf = (args: unknown[]): string | undefined => {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' ? first.host : undefined;
  }
  return typeof args[1] === 'string' ? args[1] : undefined;
};

import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';

const NOTE = {
  id: '0d4c7a5e-3c3b-4c3a-9d0e-0a8a4a1f2b3c',
  title: 'Hello',
  text: 'A note of the usual length, which is to say not very long.',
  createdAt: '2026-11-21T10:00:00.000Z',
};

/** The stored note as ElectroDB wrote it (`__edb_*`), which the other stacks read as well. */
const ITEM = {
  pk: '$notes#id_x',
  sk: '$note_1',
  __edb_e__: 'note',
  __edb_v__: '1',
  correlationId: 'c',
  updatedAt: NOTE.createdAt,
  ...NOTE,
};
const ATTRIBUTES = Object.fromEntries(Object.entries(ITEM).map(([key, S]) => [key, { S }]));

/** What a client's `send` gives when it is stubbed. */
export const stored = { plain: { Item: ITEM, $metadata: {} }, attributes: { Item: ATTRIBUTES, $metadata: {} } };

const ANSWERS: Record<string, string> = {
  PutItem: '{}',
  TransactWriteItems: '{}',
  GetItem: JSON.stringify({ Item: ATTRIBUTES }),
};

/** A connection on which DynamoDB answers at once: everything above it (HTTP, TLS's own objects apart) is real. */
class Wire extends Duplex {
  readonly connecting = false;
  readonly authorized = true;
  readonly encrypted = true;
  #received = '';

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#received += chunk.toString('latin1');
    const head = this.#received.indexOf('\r\n\r\n') + 4;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (head >= 4 && this.#received.length >= head + length) {
      const body = ANSWERS[/x-amz-target: \w+\.(\w+)/i.exec(this.#received)?.[1] ?? ''];
      if (body === undefined) throw new Error(`The stubbed wire does not know this request: ${this.#received}`);
      this.#received = '';
      setImmediate(() =>
        this.push(
          `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: ${body.length}\r\nx-amzn-requestid: R\r\n\r\n${body}`,
        ),
      );
    }
    done();
  }

  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Stubs the wire below HTTP: every connection of this process is one on which DynamoDB answers at once. */
export function stubWire(): void {
  for (const { Agent } of [http, https]) {
    Object.assign(Agent.prototype, { createConnection: () => new Wire() });
  }
}

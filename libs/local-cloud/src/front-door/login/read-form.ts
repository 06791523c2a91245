import type { IncomingMessage } from 'node:http';

/** A form that is larger than any of ours. */
export class FormTooLarge extends Error {
  override name = 'FormTooLarge';
}

/** Bytes; the fields are an address, a password and a code. */
const largest = 16 * 1024;

/**
 * The fields of a form that a browser sent.
 * @throws FormTooLarge
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new FormTooLarge(`A form may have ${largest} bytes.`);
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

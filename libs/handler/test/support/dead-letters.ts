import type { SendToQueue } from '../../src/index.ts';

/** A dead-letter queue that keeps what it is sent. */
export function deadLetters() {
  const letters: { body: string; attributes: Readonly<Record<string, string>> }[] = [];
  const send: SendToQueue = async (_url, body, attributes) => void letters.push({ body, attributes });
  return { letters, send };
}

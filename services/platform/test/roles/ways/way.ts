import { randomUUID } from 'node:crypto';
import { httpEvent, sqsEvent } from '@libs/testing';
import type { Cloud } from '../cloud.ts';

/** Takes a function through everything that it may ever do. @throws when it does not succeed */
export type Way = (cloud: Cloud) => Promise<void>;

/** Every function's ways, by the function's name. */
export type Ways = Readonly<Record<string, readonly Way[]>>;

let count = 0;

/** The claims of somebody whom nobody knows. */
export const newcomer = (): { sub: string; email: string } => ({
  sub: randomUUID(),
  email: `p${Date.now()}-${++count}@example.com`,
});

interface Call {
  readonly method: string;
  readonly route: string;
  readonly claims?: Record<string, string | string[]>;
  readonly query?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** Calls a function as the API does; gives what the body says, or the location of a redirect. */
export async function call(cloud: Cloud, fn: string, { method, ...options }: Call): Promise<unknown> {
  const answer = await cloud.invoke(fn, httpEvent(method, options));
  const {
    statusCode,
    headers,
    body = '',
  } = answer as {
    statusCode: number;
    headers: Record<string, string>;
    body?: string;
  };
  if (statusCode >= 400) throw new Error(`${fn}: ${statusCode} ${body}`);
  if (statusCode === 302) return headers['Location'];
  return body === '' || !headers['Content-Type']?.includes('json') ? body : JSON.parse(body);
}

/** @throws when the call is answered well, or refused for another reason */
export async function refused(answer: Promise<unknown>, type: string): Promise<void> {
  const outcome = await answer.then(
    () => 'answered well',
    (error: Error) => error.message,
  );
  if (!outcome.includes(type)) throw new Error(`${outcome}, and not refused as ${type}`);
}

/** Hands messages to a function as its queue does. */
export async function consume(cloud: Cloud, fn: string, ...messages: unknown[]): Promise<void> {
  const answer = await cloud.invoke(fn, sqsEvent(...messages));
  const { batchItemFailures } = answer as { batchItemFailures: unknown[] };
  if (batchItemFailures.length > 0) throw new Error(`${fn} gave back ${batchItemFailures.length} messages`);
}

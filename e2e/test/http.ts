import type { TestCloud } from '@libs/testing';

/** An answer with its body read: JSON where it is some. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Request {
  readonly method?: string;
  /** An id token, sent as a bearer. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a string as it is, with JSON's content type all the same. */
  readonly body?: unknown;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a test that expects JSON then shows what came instead
  }
};

/** Calls a route of a service; a redirect is an answer like any other. */
const callerOf =
  (service: string) =>
  async (
    cloud: TestCloud,
    path: string,
    { method = 'GET', token, headers = {}, body }: Request = {},
  ): Promise<Reply> => {
    const response = await fetch(`${await cloud.apiOf(service)}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  };

export const users = callerOf('users');
export const images = callerOf('images');
export const notifications = callerOf('notifications');
export const scheduler = callerOf('scheduler');

import type { Received, Reply } from './scripted-service.ts';
import { scriptedService } from './scripted-service.ts';

/** Credentials and region of calls to scripted services. */
export const client = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' },
};

export type Outcome = { readonly answer: unknown } | { readonly error: Record<string, unknown> };

export interface Seen {
  readonly outcome: Outcome;
  readonly thrown: unknown;
  readonly received: readonly Received[];
}

/** What comes of a call to a service that gives these replies: what it answers or throws with all members, and what came over the wire. */
export async function seen(
  call: (endpoint: string) => Promise<unknown>,
  ...replies: [Reply, ...Reply[]]
): Promise<Seen> {
  await using service = await scriptedService(...replies);
  const { received } = service;
  try {
    return { outcome: { answer: await call(service.endpoint) }, thrown: undefined, received };
  } catch (thrown) {
    return { outcome: { error: membersOf(thrown as Error) }, thrown, received };
  }
}

/** Everything of an error but the SDK's `$response`, and what it takes for members: the namespace of XML, the type of JSON. */
function membersOf(error: Error): Record<string, unknown> {
  const {
    $response: _response,
    xmlns: _namespace,
    __type: _type,
    ...members
  } = error as Error & Record<string, unknown>;
  return { ...members, name: error.name, message: error.message };
}

/** What of a request the service understands: all but signature, time, addresses and what says who called. */
export function meaningOf({ method, url, headers, body }: Received): unknown {
  const {
    'content-type': type,
    'content-length': length,
    'x-amz-target': target,
    'transfer-encoding': encoding,
    'x-amzn-query-mode': query,
  } = headers;
  return { method, url, type, length, target, encoding, query, body };
}

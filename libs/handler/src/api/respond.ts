import type { Route } from '@libs/contracts';
import type { ApiResult } from './event.ts';
import { Reply } from './input.ts';
import { Redirect } from './redirect.ts';
import { etagOf } from './version.ts';

/** The answer to a request that went well. `result` is what the code of the route gave, or a Reply with it, or a Redirect. */
export function respond(route: Route, result: unknown, ifNoneMatch: string | undefined): ApiResult {
  if (route.status === 302) return respondElsewhere(result);
  const {
    body,
    headers: own,
    status,
  } = result instanceof Reply ? (result as Reply<unknown>) : { body: result, headers: undefined, status: undefined };
  const page = route.produces === 'text/html';
  if (status !== undefined && !page) throw new TypeError('Only a page has a status of its own: throw a Failure');
  const headers: ApiResult['headers'] = {
    'Cache-Control': route.versioned ? 'private, no-cache' : 'no-store',
    ...canonical(own),
  };
  if (!route.hasResponse) return { statusCode: route.status, headers };
  if (route.versioned) {
    const etag = etagOf((body as { version: number }).version);
    headers['ETag'] = etag;
    if (route.method === 'GET' && ifNoneMatch !== undefined && matches(ifNoneMatch, etag))
      return { statusCode: 304, headers };
  }
  headers['Content-Type'] = page ? 'text/html; charset=utf-8' : 'application/json';
  return { statusCode: status ?? route.status, headers, body: page ? (body as string) : JSON.stringify(body) };
}

function respondElsewhere(result: unknown): ApiResult {
  if (!(result instanceof Redirect)) throw new TypeError('The code of a route with status 302 gives redirect(…)');
  const { location: Location, headers } = result;
  return { statusCode: 302, headers: { 'Cache-Control': 'no-store', ...canonical(headers), Location } };
}

/** Headers that the framework sets as well. */
const OURS = new Map(
  ['Cache-Control', 'Content-Security-Policy', 'Content-Type', 'ETag'].map((name) => [name.toLowerCase(), name]),
);

/** The code's own headers, those of ours by our spelling: one of two would otherwise win by chance. */
function canonical(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [OURS.get(name.toLowerCase()) ?? name, value]));
}

/** Weak comparison, as `If-None-Match` asks for (RFC 9110, 13.1.2). */
function matches(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

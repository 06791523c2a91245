import type { Route } from '@libs/contracts';
import type { ApiResult } from './event.ts';
import { Reply } from './input.ts';
import { etagOf } from './version.ts';

/** The answer to a request that went well. `result` is what the code of the route gave, or a Reply with it. */
export function respond(route: Route, result: unknown, ifNoneMatch: string | undefined): ApiResult {
  const { body, headers: own } =
    result instanceof Reply ? (result as Reply<unknown>) : { body: result, headers: undefined };
  const headers: ApiResult['headers'] = { 'Cache-Control': route.versioned ? 'private, no-cache' : 'no-store', ...own };
  if (!route.hasResponse) return { statusCode: route.status, headers };
  if (route.versioned) {
    const etag = etagOf((body as { version: number }).version);
    headers['ETag'] = etag;
    if (route.method === 'GET' && ifNoneMatch !== undefined && matches(ifNoneMatch, etag))
      return { statusCode: 304, headers };
  }
  headers['Content-Type'] = 'application/json';
  return { statusCode: route.status, headers, body: JSON.stringify(body) };
}

/** Weak comparison, as `If-None-Match` asks for (RFC 9110, 13.1.2). */
function matches(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

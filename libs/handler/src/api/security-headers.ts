import type { Route } from '@libs/contracts';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { Middleware } from '../stack.ts';
import type { ApiResult } from './event.ts';

/** What holds for JSON: nothing of an answer may run, be framed, or be guessed to be something else. */
const JSON_HEADERS = {
  contentSecurityPolicy: {
    'default-src': "'none'",
    'base-uri': '',
    'form-action': '',
    'report-to': '',
    'require-trusted-types-for': '',
  },
  permissionsPolicy: false,
  reportingEndpoints: false,
  reportTo: false,
};

/** Its pictures may come from an origin that sends no `Cross-Origin-Resource-Policy` (S3), hence no embedder policy. */
const PAGE_HEADERS = {
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  reportingEndpoints: false,
  reportTo: false,
};

/** A page whose code gives no policy of its own loads nothing, and nothing in it runs. */
const PAGE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A redirect shows nothing of its own: whether a picture that it leads to may stand in a page of another origin, its own server says. */
const REDIRECT_HEADERS = { ...JSON_HEADERS, crossOriginResourcePolicy: { policy: 'cross-origin' } };

/** Security headers on every answer of a route. A page keeps the `Content-Security-Policy` that its code gave; problems get what JSON gets. */
export function securityHeaders({ produces, status }: Pick<Route, 'produces' | 'status'>): Middleware[] {
  const json = httpSecurityHeaders(JSON_HEADERS) as Required<Middleware>;
  if (status === 302) {
    const elsewhere = httpSecurityHeaders(REDIRECT_HEADERS) as Required<Middleware>;
    return [{ after: elsewhere.after, onError: json.onError }];
  }
  if (produces !== 'text/html') return [json];
  const page = httpSecurityHeaders(PAGE_HEADERS) as Required<Middleware>;
  return [{ after: page.after }, { after: givePolicy, onError: json.onError }];
}

function givePolicy({ response: { headers } }: { response: ApiResult }): void {
  headers['Content-Security-Policy'] ??= PAGE_POLICY;
}

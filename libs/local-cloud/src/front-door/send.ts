import type { ServerResponse } from 'node:http';
import type { Html } from './html.ts';

/** Nothing inline, nothing from elsewhere: what a mail or a log holds can then neither run nor call home. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const everywhere = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers with a page. */
export function sendPage(response: ServerResponse, page: Html, status = 200): void {
  send(response, status, page.text, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-frame-options': 'DENY',
  });
}

/** Answers with JSON for people and programs alike: indented. */
export function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, `${JSON.stringify(value, null, 2)}\n`, { 'content-type': 'application/json' });
}

/** Answers with any text. */
export function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { ...everywhere, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

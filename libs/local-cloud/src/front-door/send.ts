import type { ServerResponse } from 'node:http';
import type { Html } from '@libs/html';

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
  'referrer-policy': 'same-origin', // with `no-referrer` our own forms would come with `Origin: null` (Fetch, append a request Origin header)
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

/**
 * Answers with the HTML of a mail, for a frame of our own page: an origin of its own, no scripts, nothing loaded from anywhere, since who
 * wrote it is not known. Links open in a new tab, outside of the sandbox: within it, browsers neither show a page that has a
 * `Cross-Origin-Opener-Policy`, as our APIs' pages do, nor send its form.
 */
export function sendMail(response: ServerResponse, markup: string): void {
  send(response, 200, `<!doctype html><meta charset="utf-8"><base target="_blank">${markup}`, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'",
  });
}

/** Sends the browser on, by GET. */
export function redirect(response: ServerResponse, location: string): void {
  send(response, 303, '', { location });
}

/** Answers with any text. */
export function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { ...everywhere, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

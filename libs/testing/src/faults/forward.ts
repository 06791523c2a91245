import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './fault.ts';

/** Sends one request on, with the client's own Host header: it is part of what was signed. */
export const forward = (url: URL, options: http.RequestOptions, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => {
      buffer(response).then(
        (content) =>
          resolve({ status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: content }),
        reject,
      );
    });
    request.once('error', reject).end(body);
  });

/** Headers of one connection only (RFC 9110, 7.6.1), and what a changed body makes wrong. */
const dropped = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'x-amz-crc32'];

const endToEnd = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (dropped.includes(name) ? [] : [[name, String(value)]])),
  );

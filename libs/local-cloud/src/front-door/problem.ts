import type { ServerResponse } from 'node:http';

/** A problem as RFC 9457 has it. */
export interface Problem {
  status: number;
  /** Stable, for programs. */
  type: string;
  title: string;
  detail?: string;
  [extension: string]: unknown;
}

/** Answers with a problem; when an answer has begun already, the connection is cut instead, so that nobody takes half of it for the whole. */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problem, null, 2);
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

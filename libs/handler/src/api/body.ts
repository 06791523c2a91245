import { BadRequest, type Failure, PayloadTooLarge, UnsupportedMediaType } from '@libs/contracts/errors';
import type { ApiEvent } from './event.ts';

/** 1 MiB: API Gateway itself takes 10 MB, Lambda 6 MB; a JSON body of this API is far smaller. */
const MOST_BODY_BYTES = 1024 * 1024;

/** @throws PayloadTooLarge over 1 MiB, before anything is decoded or parsed */
export function checkBodySize({ event: { body, isBase64Encoded } }: { event: ApiEvent }): void {
  if (body === undefined || body.length <= MOST_BODY_BYTES / 3) return;
  const bytes = isBase64Encoded ? Math.floor((body.length * 3) / 4) : Buffer.byteLength(body);
  if (bytes > MOST_BODY_BYTES) throw new PayloadTooLarge('body-too-large', 'The body is larger than 1 MiB');
}

interface ParserError {
  readonly statusCode?: number;
  readonly message?: string;
  readonly cause?: { readonly package?: string; readonly data?: unknown };
}

/** What @middy/http-json-body-parser threw, as this API tells it; undefined when it was thrown by something else. */
export function bodyFailure(error: unknown, event: Pick<ApiEvent, 'body' | 'isBase64Encoded'>): Failure | undefined {
  const { statusCode, message, cause } = (typeof error === 'object' && error !== null ? error : {}) as ParserError;
  if (cause?.package !== '@middy/http-json-body-parser') return undefined;
  if (statusCode === 415)
    return new UnsupportedMediaType('unsupported-media-type', 'The body must be application/json');
  const { body } = event;
  if (typeof body !== 'string' || body === '') return new BadRequest('malformed-json', 'A JSON body is needed');
  const text = event.isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (message === 'Forbidden key in JSON body') {
    return new BadRequest('forbidden-key', 'The keys __proto__ and constructor.prototype are not allowed');
  }
  const position = positionOfError(text);
  if (position === undefined) return new BadRequest('too-deep', 'The body is nested too deeply');
  return new BadRequest('malformed-json', `The body is not JSON: unexpected at position ${position}`, {
    errors: [{ pointer: '/body', code: 'json', message: `stops being JSON at position ${position}` }],
  });
}

/**
 * Where a text stops being JSON, in UTF-16 units from 0; its length when it merely ends too early; undefined when it is JSON.
 * V8 tells the position for some errors only, and quotes the text in others, so it is found by halving: every prefix up to the error
 * is either whole or fails for want of more.
 */
function positionOfError(text: string): number | undefined {
  if (parses(text)) return undefined;
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mayGoOn(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/Unexpected end of JSON input|Unterminated string/.test(message)) return true;
    const position = / at position (\d+)/.exec(message)?.[1];
    return position !== undefined && Number(position) >= prefix.length;
  }
}

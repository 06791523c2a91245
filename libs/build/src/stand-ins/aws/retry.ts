import { setTimeout as sleep } from 'node:timers/promises';

// The SDK's lists: @smithy/core, submodules/retry/service-error-classification/constants.js.
const THROTTLING = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
const TRANSIENT_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);

/** What is read of an error to decide whether the call is worth another try. */
export interface Failed {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
  readonly $response?: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
}

export type Kind = 'throttling' | 'transient' | 'final';

/** Whether another try makes sense, and how careful it should be. */
export function kindOf({ name = '', code = '', $metadata }: Failed): Kind {
  const status = $metadata?.httpStatusCode ?? 0;
  if (status === 429 || THROTTLING.has(name)) return 'throttling';
  if (name === 'AbortError') return 'final';
  if ($metadata?.clockSkewCorrected) return 'transient';
  if (TRANSIENT.has(name) || TRANSIENT_CODES.has(code) || TRANSIENT_STATUS.has(status)) return 'transient';
  return 'final';
}

/**
 * Milliseconds that the service asks to wait before another try, 0 when it does not: `Retry-After` in seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3), `x-amz-retry-after` in milliseconds.
 */
export function retryAfter({ $response }: Failed): number {
  const { 'retry-after': standard, 'x-amz-retry-after': milliseconds } = $response?.headers ?? {};
  if (standard === undefined) return Number(milliseconds ?? 0) || 0;
  const text = String(standard);
  return (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()) || 0;
}

const CAPACITY = 500;
const COST = { transient: 14, throttling: 5 } as const;
const MOST_DELAY = 20_000;
const THROTTLING_BASE = 1_000;
/** A service can ask for no more than this on top. */
const MOST_ASKED_FOR = 5_000;

/**
 * A client's budget of retries, so that many callers do not bring a struggling service down: 500 tokens, 14 a retry (5 when
 * throttled), given back by success. Figures, delays and jitter are those of the SDK's standard mode of 2026.
 */
export class RetryBudget {
  #tokens = CAPACITY;

  /** Milliseconds to wait before the next try, with full jitter, or as long as the service asks for; undefined when the budget is spent. */
  take(
    kind: 'throttling' | 'transient',
    attempts: number,
    baseDelay: number,
    askedFor = 0,
  ): { delay: number; cost: number } | undefined {
    const cost = COST[kind];
    if (this.#tokens < cost) return undefined;
    this.#tokens -= cost;
    const base = kind === 'throttling' ? THROTTLING_BASE : baseDelay;
    const delay = Math.floor(Math.min(MOST_DELAY, Math.random() * 2 ** (attempts - 1) * base));
    return { delay: Math.max(delay, Math.min(askedFor, delay + MOST_ASKED_FOR)), cost };
  }

  /** Gives the cost of the last retry back, or a token for a call that needed none. */
  succeeded(cost = 1): void {
    this.#tokens = Math.min(CAPACITY, this.#tokens + cost);
  }
}

/** Waits; rejects with an AbortError when the signal says so. */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal ? { signal } : {});
}

import { type HandOver, NotSent } from '../domain/hand-over.ts';

/** What a provider's errors mean. */
export interface Refusals {
  /** Of this message, for good: the delivery's reason, and whether people have to look. Undefined for all other errors. */
  readonly refused: (error: Error) => { readonly reason: string; readonly look?: boolean } | undefined;
  /** Of everything for now, by name: a rate is exceeded, or the sending is paused. */
  readonly throttled: ReadonlySet<string>;
}

/** There was no connection that the message could have gone over. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;

/**
 * Hands one message to its provider by one call, which nobody makes a second time: the clients' own retries are off, since after an answer
 * that is lost they would send the message again.
 * @param call gives the provider's id of the message
 * @throws NotSent when the provider has certainly not taken it; anything else leaves that open
 */
export async function handOver(call: () => Promise<string>, { refused, throttled }: Refusals): Promise<HandOver> {
  try {
    return { outcome: 'sent', providerId: await call() };
  } catch (error) {
    const {
      name,
      code = '',
      $metadata,
    } = error as Error & {
      code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    const status = $metadata?.httpStatusCode ?? 0;
    if (throttled.has(name) || status === TOO_MANY_REQUESTS) return { outcome: 'throttled', cause: error };
    const refusal = refused(error as Error);
    if (refusal) return { outcome: 'failed', ...refusal, cause: error };
    if (NO_CONNECTION.has(code) || (status >= 400 && status < 500 && status !== REQUEST_TIMEOUT)) {
      throw new NotSent('The provider has not taken the message', { cause: error });
    }
    throw error;
  }
}

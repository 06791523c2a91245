import { setTimeout } from 'node:timers/promises';
import { waitAfterThrottle } from '../domain/backoff.ts';
import { type HandOver, type InTime, NotSent } from '../domain/hand-over.ts';

/** What a provider's errors mean. */
export interface Refusals {
  /** Of this message, for good: the delivery's reason, and whether people have to look. Undefined for all other errors. */
  readonly refused: (error: Error) => { readonly reason: string; readonly look?: boolean } | undefined;
  /** Of this call, by name: it came too fast. */
  readonly throttled: ReadonlySet<string>;
  /** Of everything for now, by name: the sending is paused or suspended. A quota of the day is known by its message. */
  readonly stopped?: ReadonlySet<string>;
}

/** How a throttled call is tried again; tests pass a clock of their own. */
export interface Timing {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly random: () => number;
}

const TIMING: Timing = { wait: setTimeout, random: Math.random };

/** There was no connection that the message could have gone over. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;

/**
 * Hands one message to its provider. A call that came too fast is made again while there is time; any other nobody makes a second time: the
 * clients' own retries are off, since after an answer that is lost they would send the message again.
 * @param call gives the provider's id of the message
 * @param inTime asked before each call
 * @throws NotSent when the provider has certainly not taken it; anything else leaves that open
 */
export async function handOver(
  call: () => Promise<string>,
  refusals: Refusals,
  inTime: InTime,
  { wait, random }: Timing = TIMING,
): Promise<HandOver> {
  if (!inTime()) throw new NotSent('The time was over before it was sent');
  for (let tries = 1; ; tries++) {
    const handedOver = await handOverOnce(call, refusals);
    if (handedOver.outcome !== 'throttled') return handedOver;
    await wait(waitAfterThrottle(tries, random()));
    if (!inTime()) return handedOver;
  }
}

async function handOverOnce(call: () => Promise<string>, { refused, throttled, stopped }: Refusals): Promise<HandOver> {
  try {
    return { outcome: 'sent', providerId: await call() };
  } catch (error) {
    const {
      name,
      message,
      code = '',
      $metadata,
    } = error as Error & {
      code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    const status = $metadata?.httpStatusCode ?? 0;
    if (stopped?.has(name)) return { outcome: 'stopped', cause: error };
    if (throttled.has(name) || status === TOO_MANY_REQUESTS) {
      return { outcome: OF_THE_DAY.test(message) ? 'stopped' : 'throttled', cause: error };
    }
    const refusal = refused(error as Error);
    if (refusal) return { outcome: 'failed', ...refusal, cause: error };
    if (NO_CONNECTION.has(code) || (status >= 400 && status < 500 && status !== REQUEST_TIMEOUT)) {
      throw new NotSent('The provider has not taken the message', { cause: error });
    }
    throw error;
  }
}

/** SES names both quotas, of the second and of the day, alike: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html */
const OF_THE_DAY = /daily/i;

import type { Envelope, EventContract, EventMetadata } from '@libs/contracts';
import { BadRequest } from '@libs/contracts/errors';
import { correlationIdFrom, type Log } from '@libs/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Logic, type Preset, preset } from '../logic.ts';
import { checkOptions, type PresetOptions } from '../options.ts';
import type { SendToQueue } from './dead-letter.ts';
import { checkAgainst, parseJson } from './json.ts';
import { sqsRecords, type Work } from './records.ts';

/** What the code of a consumer gets; with several contracts a union over `name`. */
export type ConsumerInput<E extends EventContract> =
  E extends EventContract<infer Name, infer Data>
    ? {
        readonly name: Name;
        /** The service that published it. */
        readonly source: string;
        readonly data: Data;
        readonly metadata: EventMetadata;
        readonly log: Log;
        readonly signal: AbortSignal;
      }
    : never;

export interface ConsumerOptions extends PresetOptions {
  /** How a message reaches the dead-letter queue; default: SQS at DEAD_LETTER_QUEUE_URL. */
  readonly send?: SendToQueue;
}

/** What EventBridge puts into the queue. */
interface BusEvent {
  readonly source?: unknown;
  readonly 'detail-type'?: unknown;
  readonly detail?: unknown;
}

/**
 * The preset of a consumer of events: EventBridge rule -> SQS -> this. Every event is validated against its contract and handled alone;
 * the code must be idempotent, since each may come more than once and in any order. Of a command the rule says which services may ask.
 * @example
 * export const handler = consumer(UserRegistered, async ({ data, metadata }, welcome = welcomeMail) => welcome.send(data, metadata.id));
 */
export function consumer<E extends EventContract, L extends Logic<ConsumerInput<E>, void>>(
  contracts: E | readonly E[],
  logic: L,
  options: ConsumerOptions = {},
): Preset<SQSEvent, SQSBatchResponse, L> {
  checkOptions('consumer', options, ['send', 'use']);
  const byKey = new Map(
    ([contracts].flat() as E[]).map((contract) => [`${contract.source}/${contract.name}`, contract]),
  );

  function read({ body, messageId }: { body: string; messageId: string }): Work {
    const { source, 'detail-type': name, detail } = (parseJson(body) ?? {}) as BusEvent;
    const named = typeof source === 'string' && typeof name === 'string';
    const contract = named ? (byKey.get(`${source}/${name}`) ?? byKey.get(`*/${name}`)) : undefined;
    const metadata = (detail as Partial<Envelope> | null | undefined)?.metadata as Partial<EventMetadata> | undefined;
    const id = correlationIdFrom(metadata?.id, messageId);
    return {
      correlation: { correlationId: correlationIdFrom(metadata?.correlationId, messageId), causationId: id },
      operation: contract?.name ?? 'unknown event',
      extra: { event_id: id },
      async run(tools) {
        if (!contract) throw new BadRequest('unknown-event', `This consumer takes ${[...byKey.keys()].join(', ')}`);
        checkAgainst(contract.validate, detail);
        // Validated against the contract just above. Who published it says the bus; what else the event holds is nothing to go by.
        const { data, metadata: checked } = detail as Envelope;
        const input = { name: contract.name, source, data, metadata: checked, ...tools };
        await logic(input as unknown as ConsumerInput<E>);
      },
    };
  }

  return preset(sqsRecords({ trigger: 'consumer', read, ...options }), logic);
}

import type { MessageBody, MessageContract } from '@libs/contracts';
import { correlationIdFrom, type Log } from '@libs/observability';
import type { SQSBatchResponse, SQSEvent, SQSMessageAttributes } from 'aws-lambda';
import { type Logic, type Preset, preset } from '../logic.ts';
import { checkOptions, type PresetOptions } from '../options.ts';
import type { SendToQueue } from './dead-letter.ts';
import { checkAgainst, parseJson } from './json.ts';
import { sqsRecords } from './records.ts';

export interface QueueInput<M extends MessageContract> {
  readonly body: MessageBody<M>;
  readonly messageId: string;
  /** Those of the message's attributes that are text. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface QueueOptions extends PresetOptions {
  /** How a message reaches the dead-letter queue; default: SQS at DEAD_LETTER_QUEUE_URL. */
  readonly send?: SendToQueue;
}

/** The preset of a queue of one kind of JSON message. The correlation id is the message attribute `correlationId`, else the message's id. */
export function queue<M extends MessageContract, L extends Logic<QueueInput<M>, void>>(
  contract: M,
  logic: L,
  options: QueueOptions = {},
): Preset<SQSEvent, SQSBatchResponse, L> {
  checkOptions('queue', options, ['send', 'use']);
  const run = sqsRecords({
    trigger: 'queue',
    ...options,
    read: ({ body, messageId, messageAttributes }) => ({
      correlation: {
        correlationId: correlationIdFrom(messageAttributes['correlationId']?.stringValue, messageId),
        causationId: messageId,
      },
      operation: contract.name,
      async run(tools) {
        const message = { body: parseJson(body) };
        checkAgainst(contract.validate, message);
        const attributes = textsOf(messageAttributes);
        await logic({ body: message.body as MessageBody<M>, messageId, attributes, ...tools });
      },
    }),
  });
  return preset(run, logic);
}

function textsOf(attributes: SQSMessageAttributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { dataType, stringValue }]) =>
      dataType.split('.')[0] === 'String' && stringValue !== undefined ? [[name, stringValue]] : [],
    ),
  );
}

import {
  type Correlation,
  correlate,
  flushMetrics,
  type Log,
  log,
  logHandled,
  now,
  type TriggerKind,
  traced,
} from '@libs/observability';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { toFailure } from '../failure.ts';
import type { PresetOptions } from '../options.ts';
import { stack } from '../stack.ts';
import { deadLetter, type SendToQueue } from './dead-letter.ts';
import { deadlineOf } from '../deadline.ts';

/** One message of a batch, read: what it belongs to, what it is called in the log, and the work that it asks for. */
export interface Work {
  readonly correlation: Correlation;
  readonly operation: string;
  readonly extra?: Readonly<Record<string, unknown>>;
  run(tools: { log: Log; signal: AbortSignal }): Promise<void>;
}

export interface RecordsOptions extends PresetOptions {
  readonly trigger: TriggerKind;
  /** Reads one message. What it throws decides the message's fate like what the work throws. */
  readonly read: (record: SQSRecord) => Work;
  readonly send?: SendToQueue | undefined;
}

/**
 * A handler of an SQS batch in which every message has a fate of its own: done, sent to the dead-letter queue for good with its reason,
 * or given back to be tried again (partial batch response: the event source needs `ReportBatchItemFailures`).
 */
export function sqsRecords({
  trigger,
  read,
  send,
  use = [],
}: RecordsOptions): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  async function handle({ Records }: SQSEvent, context: Context): Promise<PromiseSettledResult<void>[]> {
    log.addContext(context);
    using deadline = deadlineOf(context);
    const results = await Promise.allSettled(
      Records.map(async (record) => {
        const startedAt = now();
        let work: Work;
        try {
          work = read(record);
        } catch (error) {
          work = {
            correlation: { correlationId: record.messageId },
            operation: 'unreadable message',
            run: async () => Promise.reject(error),
          };
        }
        return correlate(work.correlation, () =>
          settle(record, work, startedAt, () =>
            deadline.race(traced(work.operation, () => work.run({ log, signal: deadline.signal }))),
          ),
        );
      }),
    );
    flushMetrics();
    return results;
  }

  async function settle(
    record: SQSRecord,
    { operation, extra = {} }: Work,
    startedAt: number,
    run: () => Promise<void>,
  ): Promise<void> {
    let error: unknown;
    try {
      await run();
    } catch (thrown) {
      error = thrown;
      const failure = toFailure(thrown);
      if (!failure?.permanent) throw thrown;
      await deadLetter(record.body, failure, send);
    } finally {
      logHandled({ trigger, operation, startedAt, error, extra: { ...extra, message_id: record.messageId } });
    }
  }

  // The answer of `handle` is what the middleware takes; what leaves is its partial batch response. Failures are logged by us, one by one.
  const partialBatchFailure = sqsPartialBatchFailure({ logger: () => undefined });
  const run = stack<SQSEvent, unknown>(handle, [partialBatchFailure, ...use]);
  return async (event, context) => (await run(event, context)) as SQSBatchResponse;
}

import {
  beginInvocation,
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
import { type Deadline, deadlineOf } from '../deadline.ts';

/** One message of a batch, read: what it belongs to, what it is called in the log, and the work that it asks for. */
export interface Work {
  readonly correlation: Correlation;
  readonly operation: string;
  readonly extra?: Readonly<Record<string, unknown>>;
  run(tools: { log: Log; signal: AbortSignal }): Promise<void>;
}

export interface RecordsOptions extends PresetOptions {
  readonly trigger: TriggerKind;
  /** Reads one message: the work that it asks for, or several, or none. What it throws decides the message's fate like what the work throws. */
  readonly read: (record: SQSRecord) => Work | Promise<readonly Work[]>;
  readonly send?: SendToQueue | undefined;
}

/** Work that has failed, and what of. */
interface Failed {
  readonly work: Work;
  readonly error: unknown;
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
    beginInvocation(context);
    using deadline = deadlineOf(context);
    const results = await Promise.allSettled(Records.map(async (record) => handleMessage(record, deadline)));
    flushMetrics();
    return results;
  }

  async function handleMessage(record: SQSRecord, deadline: Deadline): Promise<void> {
    const failures: Failed[] = [];
    // One after the other: how much work a batch does at once is decided by its size alone.
    for (const work of await worksOf(record, deadline)) {
      const error = await correlate(work.correlation, async () => attempt(work, record, deadline));
      if (error !== undefined) failures.push({ work, error });
    }
    await settle(record, failures);
  }

  async function worksOf(record: SQSRecord, deadline: Deadline): Promise<readonly Work[]> {
    const correlation = { correlationId: record.messageId };
    try {
      const reading = correlate(correlation, async () => read(record));
      return [await deadline.race(reading)].flat();
    } catch (error) {
      return [{ correlation, operation: 'unreadable message', run: async () => Promise.reject(error) }];
    }
  }

  /** Gives what it failed of, undefined when it is done. */
  async function attempt(work: Work, { messageId }: SQSRecord, { race, signal }: Deadline): Promise<unknown> {
    const { operation, extra } = work;
    const startedAt = now();
    let error: unknown;
    try {
      // Of several in one message, none is begun when the time is over.
      signal.throwIfAborted();
      await race(traced(operation, async () => work.run({ log, signal })));
    } catch (thrown) {
      error = thrown ?? new Error('thrown: nothing');
    }
    logHandled({ trigger, operation, startedAt, error, extra: { ...extra, message_id: messageId } });
    return error;
  }

  /** What may pass later decides over what never will: the message comes again. */
  async function settle(record: SQSRecord, failures: readonly Failed[]): Promise<void> {
    for (const { error } of failures) if (!toFailure(error)?.permanent) throw error;
    const [first] = failures;
    const failure = toFailure(first?.error);
    if (first && failure) await correlate(first.work.correlation, async () => deadLetter(record.body, failure, send));
  }

  // The answer of `handle` is what the middleware takes; what leaves is its partial batch response. Failures are logged by us, one by one.
  const partialBatchFailure = sqsPartialBatchFailure({ logger: () => undefined });
  const run = stack<SQSEvent, unknown>(handle, [partialBatchFailure, ...use]);
  return async (event, context) => (await run(event, context)) as SQSBatchResponse;
}

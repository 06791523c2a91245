import { beginInvocation, correlate, flushMetrics, type Log, log, logHandled, now, traced } from '@libs/observability';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { toFailure } from '../failure.ts';
import { type Logic, type Preset, preset } from '../logic.ts';
import { checkOptions, type PresetOptions } from '../options.ts';
import { stack } from '../stack.ts';
import { deadLetter, type SendToQueue } from './dead-letter.ts';
import { deadlineOf } from '../deadline.ts';

/** A record of a table's stream as the code sees it; `undefined` from the reader means: none of ours. */
export interface StreamItem {
  /** The id of the stream record: the same however often it is read. */
  readonly id: string;
  readonly correlationId: string;
  /** `profile created`, for the log. */
  readonly operation: string;
}

export interface StreamInput<Item> {
  /** In the order of the stream, oldest first. */
  readonly items: readonly Item[];
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What the code may tell about an item for the log, by the item's id: the events that it published. */
export type StreamOutput = ReadonlyMap<string, Readonly<Record<string, unknown>>> | void;

export interface StreamOptions extends PresetOptions {
  /** How a record reaches the dead-letter queue; default: SQS at DEAD_LETTER_QUEUE_URL. */
  readonly send?: SendToQueue;
}

/**
 * The preset of a DynamoDB stream. The code gets the batch as a whole and must be idempotent: when something may pass later the whole batch
 * is thrown back and comes again. What can never succeed is found by handling the records one by one, and goes to the dead-letter queue with
 * its reason, so that it does not hold up what follows. Partial batch responses are not used: `docs/decisions/0003-streams-throw.md`.
 */
export function stream<Item extends StreamItem, L extends Logic<StreamInput<Item>, StreamOutput>>(
  read: (record: DynamoDBRecord) => Item | undefined,
  logic: L,
  options: StreamOptions = {},
): Preset<DynamoDBStreamEvent, void, L> {
  checkOptions('stream', options, ['send', 'use']);

  async function handle({ Records }: DynamoDBStreamEvent, context: Context): Promise<void> {
    beginInvocation(context);
    using deadline = deadlineOf(context);
    await deadline.race(handleRecords(Records, deadline.signal));
    flushMetrics();
  }

  async function handleRecords(records: readonly DynamoDBRecord[], signal: AbortSignal): Promise<void> {
    const batch: { record: DynamoDBRecord; item: Item }[] = [];
    for (const record of records) {
      try {
        const item = read(record);
        if (item) batch.push({ record, item });
      } catch (error) {
        const id = record.eventID ?? 'none';
        await bury(record, { id, correlationId: id, operation: 'unreadable record' }, now(), error);
      }
    }
    if (batch.length > 0) await handleBatch(batch, signal);
  }

  async function handleBatch(batch: { record: DynamoDBRecord; item: Item }[], signal: AbortSignal): Promise<void> {
    const startedAt = now();
    const items = batch.map(({ item }) => item);
    const single = items.length === 1 ? items[0] : undefined;
    try {
      // A batch may hold the changes of many requests; only a single record has one correlation.
      const run = async () => traced('stream', async () => logic({ items, log, signal }));
      const told = await (single ? correlate({ correlationId: single.correlationId }, run) : run());
      for (const item of items)
        logItem(
          item,
          startedAt,
          undefined,
          told instanceof Map ? (told.get(item.id) as Record<string, unknown>) : undefined,
        );
    } catch (error) {
      if (!toFailure(error)?.permanent) {
        for (const item of items) logItem(item, startedAt, error);
        throw error;
      }
      if (single) await bury(batch[0]?.record as DynamoDBRecord, single, startedAt, error);
      else for (const one of batch) await handleBatch([one], signal);
    }
  }

  async function bury(record: DynamoDBRecord, item: StreamItem, startedAt: number, error: unknown): Promise<void> {
    logItem(item, startedAt, error);
    const failure = toFailure(error);
    if (!failure?.permanent) throw error;
    await correlate({ correlationId: item.correlationId }, () =>
      deadLetter(JSON.stringify(record), failure, options.send),
    );
  }

  return preset(stack(handle, options.use ?? []), logic);
}

function logItem(
  { id, correlationId, operation }: StreamItem,
  startedAt: number,
  error?: unknown,
  extra: Readonly<Record<string, unknown>> = {},
): void {
  correlate({ correlationId }, () =>
    logHandled({ trigger: 'stream', operation, startedAt, error, extra: { event_id: id, ...extra } }),
  );
}

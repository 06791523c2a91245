import { Retryable } from '@libs/contracts/errors';
import { FAST, type Page, page, type PageOptions } from '@libs/data';
import type { Occurrence, ScheduleRef } from '../domain/schedule.ts';
import { OccurrenceEntity } from './entities/occurrence.ts';

/** An occurrence of the past, and the schedule that it was of. */
export type Kept = ScheduleRef & Occurrence;

/** The history of schedules. */
export const occurrences = { keep, list };

const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** Of one BatchWriteItem: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;

/**
 * Writes rows of the history, which go after 30 days; twice gives the same rows.
 * @throws Retryable `history-not-kept` when DynamoDB did not get to some of them
 */
async function keep(rows: readonly Kept[]): Promise<void> {
  // One call may not name an item twice.
  const items = [...new Map(rows.map((row) => [row.occurrenceId, itemOf(row)])).values()];
  let left = 0;
  for (let start = 0; start < items.length; start += BATCH) {
    const { unprocessed } = await OccurrenceEntity.put(items.slice(start, start + BATCH)).go(FAST);
    left += unprocessed.length;
  }
  if (left > 0) throw new Retryable('history-not-kept', `The table has not taken ${left} of ${items.length} rows`);
}

/**
 * Of one schedule, newest first. What is older than 30 days is not told, whether DynamoDB has removed it or not.
 * @throws BadRequest `bad-cursor`
 */
async function list(
  { ownerId, scheduleId }: ScheduleRef,
  options: PageOptions,
  now = Date.now(),
): Promise<Page<Occurrence>> {
  const query = OccurrenceEntity.query
    .one({ ownerId, scheduleId })
    .where(({ expiresAt }, { gt }) => gt(expiresAt, Math.floor(now / 1000)));
  return page(query, { ...options, order: 'desc' });
}

function itemOf({ ownerId, scheduleId, occurrenceId, plannedAt, settledAt, outcome, trigger }: Kept) {
  const expiresAt = Math.floor(Date.parse(settledAt) / 1000) + KEPT_SECONDS;
  return { ownerId, scheduleId, occurrenceId, plannedAt, settledAt, outcome, trigger, expiresAt };
}

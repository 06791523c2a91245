import { setTimeout as wait } from 'node:timers/promises';
import type { MessageBody } from '@libs/contracts';
import type { Log } from '@libs/observability';
import { fireQueue } from '../adapters/fire-queue.ts';
import type { DueOccurrence } from '../contract/due.ts';
import { schedules } from '../data/schedules.ts';
import { occurrencesOf } from '../domain/occurrences-of.ts';
import type { Occurrence } from '../domain/schedule.ts';
import { settle } from '../domain/settle.ts';
import { LONGEST_WAIT } from '../domain/times.ts';

interface Run {
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * What became of a message. `stale`: the schedule is gone, or no longer in the state that the message is about. `early`: sent again, for later.
 * `overtaken`: the schedule was changed in this very moment, and the stream sees to what follows from that.
 */
export type Fired =
  | { readonly outcome: 'settled'; readonly settled: readonly Occurrence[] }
  | { readonly outcome: 'stale' | 'early' | 'overtaken'; readonly settled?: never };

/**
 * Settles what is due of a schedule, in one write, at its time and never before: the write decides whether it fires, and once. What fires is told from
 * the table's stream.
 * @throws AbortError when the function's time is over before that of the occurrence: the message comes again
 */
export async function fire(
  occurrence: MessageBody<typeof DueOccurrence>,
  { clock, signal, log }: Run,
  store: Pick<typeof schedules, 'find' | 'save'> = schedules,
  queue: Pick<typeof fireQueue, 'send'> = fireQueue,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void> = sleepFor,
): Promise<Fired> {
  const { version, plannedAt } = occurrence;
  const schedule = await store.find(occurrence);
  // Only an active one has a next time.
  if (schedule?.version !== version || schedule.nextAt !== plannedAt) {
    log.debug('stale', { version, now: schedule?.version, plannedAt });
    return { outcome: 'stale' };
  }
  // A timer may end a millisecond early, and a clock may go back meanwhile. What was the time at the last look is the time at which it is settled.
  let now = clock();
  for (let early = until(plannedAt, now); early > 0; early = until(plannedAt, now)) {
    if (early > LONGEST_WAIT) {
      await queue.send([occurrence], now);
      return { outcome: 'early' };
    }
    await sleep(early, signal);
    now = clock();
  }
  const next = settle(schedule, now);
  if (!(await store.save(next))) {
    log.debug('overtaken', { version, plannedAt });
    return { outcome: 'overtaken' };
  }
  return { outcome: 'settled', settled: occurrencesOf(next) };
}

/** Milliseconds. */
function until(plannedAt: string, now: Date): number {
  return Date.parse(plannedAt) - now.getTime();
}

async function sleepFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal });
}

import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import type { Due } from '../../../services/scheduler/src/data/due.ts';
import type { Position } from '../../../services/scheduler/src/data/positions.ts';
import { minuteOf } from '../../../services/scheduler/src/domain/minute.ts';
import { LEAD, MINUTE } from '../../../services/scheduler/src/domain/times.ts';
import { handOut } from '../../../services/scheduler/src/due/hand-out.ts';

/** Of one page: `data/due.ts`. */
const PAGE = 100;
/** `functions/hand-out.ts`: after so many milliseconds a worker begins no further page. */
const LONGEST = 40_000;
/** Messages of a call of SQS, and calls at a time: `sendToQueue`. */
const [MOST_MESSAGES, LANES] = [10, 5];
/** Milliseconds that a call takes, assumed: DynamoDB tells "single-digit", and SQS some ten. */
const TAKES = { dynamoDB: 5, sqs: 10 };

/** What handing out one shard has taken. */
export interface Walked {
  readonly pages: number;
  readonly reads: number;
  readonly positions: number;
  readonly messages: number;
  readonly calls: number;
  readonly runs: number;
  /** Milliseconds from the first worker that saw them to the last message. */
  readonly lasted: number;
}

/**
 * Has the real worker walk a shard in memory, in which so many are due at one instant: minute by minute, as the tick starts it, on a clock that goes on by
 * what each call takes.
 * @param due epoch milliseconds
 */
export async function walkShard(shard: number, ids: readonly string[], due: number): Promise<Walked> {
  const done = { pages: 0, reads: 0, positions: 0, messages: 0, calls: 0, runs: 0 };
  const places = new Map<string, Position>();
  const dueMinute = minuteOf(due);
  const plannedAt = new Date(due).toISOString();
  let now = Math.floor(due / MINUTE - LEAD) * MINUTE;
  const start = now;
  let ended = start;
  let stop = new AbortController();

  function takes(milliseconds: number): void {
    now += milliseconds;
    if (now >= runStarted + LONGEST) stop.abort();
  }

  const index = {
    async page(minute: string, _: number, cursor = '0') {
      takes(TAKES.dynamoDB);
      done.reads += 1;
      if (minute !== dueMinute) return { items: [] };
      const from = Number(cursor);
      const items: Due[] = ids.slice(from, from + PAGE).map((scheduleId) => {
        const about = { shard, version: 1, wakes: 0, correlationId: 'none', plannedAt, wakeAt: plannedAt };
        return { ownerId: scheduleId, scheduleId, ...about };
      });
      done.pages += 1;
      // Of a full page DynamoDB does not know whether there is more.
      return items.length < PAGE ? { items } : { items, next: String(from + PAGE) };
    },
    wakeLater: async () => Promise.reject(new Error('Nothing is left over.')),
  };
  const store = {
    async find(_: number, walk: string) {
      takes(TAKES.dynamoDB);
      return places.get(walk);
    },
    async save(before: Position, at: Pick<Position, 'minute' | 'cursor'>) {
      takes(TAKES.dynamoDB);
      done.positions += 1;
      const saved = { shard, walk: before.walk, ...at, changeId: randomUUID() };
      places.set(before.walk, saved);
      return saved;
    },
  };
  const queue = {
    async send(page: readonly unknown[]) {
      const calls = Math.ceil(page.length / MOST_MESSAGES);
      takes(Math.ceil(calls / LANES) * TAKES.sqs);
      done.calls += calls;
      done.messages += page.length;
      ended = now;
    },
  };

  let runStarted = now;
  while (done.messages < ids.length) {
    stop = new AbortController();
    runStarted = now;
    done.runs += 1;
    await handOut({ shard, clock: () => new Date(now), signal: stop.signal, log }, index, store, queue);
    // The next tick; the one that came while this worker was at it has found somebody who is faster.
    now = Math.max(now, runStarted + MINUTE);
  }
  return { ...done, lasted: ended - start };
}

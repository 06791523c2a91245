import { BadRequest } from '@libs/contracts/errors';
import type { Page } from '@libs/data';
import { type Due, due } from '../data/due.ts';
import { type Position, positions, type Walk } from '../data/positions.ts';
import { addMinutes, type Minute, minuteOf } from '../domain/minute.ts';
import { LEAD, MARGIN } from '../domain/times.ts';

/** A shard that was never walked is from so many minutes back: as long as the stream, which has walks begin with the first write, may be behind. */
const FIRST = 15;

export interface Walking {
  readonly shard: number;
  readonly walk: Walk;
  /** Minutes from the present one to the last one that is walked; negative: behind it. */
  readonly offset: number;
  /** Not further than this, whatever the clock says. */
  readonly until?: Minute | undefined;
  /** When it aborts, the walk ends after the page that it is at; the next one goes on. */
  readonly signal: AbortSignal;
  readonly now: Date;
}

export interface Walked {
  /** All minutes up to this one were done before. */
  readonly from: Minute;
  readonly found: number;
  /** `stopped` by the signal; `overtaken`: somebody else walks here, and is faster. */
  readonly outcome: 'done' | 'stopped' | 'overtaken';
}

/**
 * Walks the minutes of a shard of the due index, from where the walk before ended, page by page; where it is, is stored after each page with
 * something in it, and at the end. Killed in between, it visits one page again. When the clock has gone back, so does the position.
 * @param visit what is done with a page; what it throws ends the walk
 */
export async function walk(
  { shard, walk: name, offset, until, signal, now }: Walking,
  visit: (page: readonly Due[]) => Promise<void>,
  index: Pick<typeof due, 'page'> = due,
  places: Pick<typeof positions, 'find' | 'save'> = positions,
): Promise<Walked> {
  const last = earlier(addMinutes(minuteOf(now), offset), until);
  let stored = (await places.find(shard, name)) ?? { shard, walk: name, minute: addMinutes(last, -FIRST) };
  let at: Pick<Position, 'minute' | 'cursor'> = isAhead(stored.minute, now, offset) ? backTo(now, offset) : stored;
  const from = at.minute;
  let found = 0;

  async function store(): Promise<boolean> {
    if (at.minute === stored.minute && at.cursor === stored.cursor) return true;
    const saved = await places.save(stored, at);
    stored = saved ?? stored;
    return saved !== undefined;
  }

  /** A place that the index knows no more, after its keys have changed, is the beginning of its minute. */
  async function pageOf(minute: Minute, cursor: string | undefined): Promise<Page<Due>> {
    try {
      return await index.page(minute, shard, cursor);
    } catch (error) {
      if (cursor === undefined || !(error instanceof BadRequest)) throw error;
      return index.page(minute, shard, undefined);
    }
  }

  while (at.minute < last) {
    if (signal.aborted) return { from, found, outcome: (await store()) ? 'stopped' : 'overtaken' };
    const minute = addMinutes(at.minute, 1);
    const { items, next } = await pageOf(minute, at.cursor);
    if (items.length > 0) await visit(items);
    found += items.length;
    at = next === undefined ? { minute } : { minute: at.minute, cursor: next };
    if (items.length > 0 && !(await store())) return { from, found, outcome: 'overtaken' };
  }
  return { from, found, outcome: (await store()) ? 'done' : 'overtaken' };
}

/** Further than any worker could have come whose clock goes right. */
function isAhead(minute: Minute, now: Date, offset: number): boolean {
  return minute > addMinutes(minuteOf(now.getTime() + MARGIN), offset);
}

/** What was planned meanwhile lies behind the position, in the window or after it. */
function backTo(now: Date, offset: number): Pick<Position, 'minute'> {
  return { minute: addMinutes(minuteOf(now), offset - LEAD - 1) };
}

function earlier(one: Minute, other: Minute = one): Minute {
  return one < other ? one : other;
}

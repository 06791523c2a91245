import type { Log } from '@libs/observability';
import { fireQueue } from '../adapters/fire-queue.ts';
import { type Due, due } from '../data/due.ts';
import { positions } from '../data/positions.ts';
import { CHECK_AFTER, LEAD } from '../domain/times.ts';
import { wakeAgainAt } from '../domain/wake-again.ts';
import { type Walked, walk } from './walk.ts';

interface Run {
  readonly clock: () => Date;
  /** When it aborts, no further page is begun. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** How many of each there were. */
export interface HandedOut {
  readonly handedOut: number;
  readonly woken: number;
}

/**
 * One shard of the due index, on two walks. The first hands to the queue what is due until the end of the window, each with the delay that remains.
 * The second follows some minutes behind the clock: what is in the index there was lost on its way, and is handed over once more. It never overtakes
 * what the first one had done before this run. Whoever is killed has sent at most one page that is sent again; two at once send some twice.
 */
export async function handOut(
  { shard, clock, signal, log }: Run & { readonly shard: number },
  index: Pick<typeof due, 'page' | 'wakeLater'> = due,
  places: Pick<typeof positions, 'find' | 'save'> = positions,
  queue: Pick<typeof fireQueue, 'send'> = fireQueue,
): Promise<HandedOut> {
  let woken = 0;

  async function send(page: readonly Due[]): Promise<void> {
    // What was woken has been sent, and is the second walk's.
    const fresh = page.filter(({ wakes }) => wakes === 0);
    if (fresh.length > 0) await queue.send(fresh, clock());
  }

  async function wake(page: readonly Due[]): Promise<void> {
    const now = clock();
    // First it is sent: what could not be is not put off, and the next run is at this page again.
    await queue.send(page, now);
    const won = await Promise.all(page.map(async (found) => index.wakeLater(found, wakeAgainAt(found.wakes, now))));
    // What was not is settled or changed by now, or somebody else's.
    const lost = won.filter(Boolean).length;
    if (lost === 0) return;
    woken += lost;
    log.warn('found what was due and did not fire', { shard, lost });
  }

  const about = { shard, signal, now: clock() };
  const ahead = await walk({ ...about, walk: 'hand-out', offset: LEAD }, send, index, places);
  tell('handed out', ahead);
  if (ahead.outcome === 'done') {
    const behind = { ...about, walk: 'check', offset: -CHECK_AFTER, until: ahead.from } as const;
    tell('checked', await walk(behind, wake, index, places));
  }
  return { handedOut: ahead.found, woken };

  function tell(what: string, { found, outcome, from }: Walked): void {
    if (found > 0 || outcome !== 'done') log.info(what, { shard, found, outcome, from });
  }
}

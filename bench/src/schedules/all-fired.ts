import { setTimeout } from 'node:timers/promises';
import type { LocalCloud } from '../local-cloud.ts';
import type { Arrival, FiredEvents } from './fired-events.ts';
import { type Decided, history } from './history.ts';

const LOOK_MILLISECONDS = 1000;
/** After the last event: doubles, and rows of the history, come from the same stream at about the same time. */
const LINGER_MILLISECONDS = 10_000;

export interface AllFired {
  readonly arrivals: readonly Arrival[];
  readonly decided: readonly Decided[];
  /** Occurrences that are not on the bus, or there twice; the same of the history. */
  readonly losses: number;
  readonly doubles: number;
  readonly missingRows: number;
}

/**
 * Waits until so many events are on the bus, or until nothing has come for so long.
 * @param atRest called when the last one has come, before anything else is read
 */
export async function allFired(
  cloud: LocalCloud,
  events: FiredEvents,
  { count, until, patience }: { readonly count: number; readonly until: number; readonly patience: number },
  atRest: () => void = () => {},
): Promise<AllFired> {
  let came = 0;
  let lastCame = Date.now();
  while (came < count && Date.now() < Math.max(until, lastCame) + patience) {
    await setTimeout(LOOK_MILLISECONDS);
    const now = await events.count();
    if (now > came) lastCame = Date.now();
    came = now;
  }
  atRest();
  await setTimeout(LINGER_MILLISECONDS);
  const [arrivals, decided] = [await events.read(), await history(cloud)];
  const distinct = new Set(arrivals.map(({ occurrenceId }) => occurrenceId)).size;
  return {
    arrivals,
    decided,
    losses: count - distinct,
    doubles: arrivals.length - distinct,
    missingRows: count - decided.length,
  };
}

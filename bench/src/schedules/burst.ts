import { setTimeout } from 'node:timers/promises';
import { LEAD, MINUTE } from '../../../services/scheduler/src/domain/times.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { type ProcessorTime, processorTime } from '../processor-time.ts';
import { allFired } from './all-fired.ts';
import { drifts } from './drifts.ts';
import { collectFired } from './fired-events.ts';
import { storeOneOffs } from './one-offs.ts';

/** A second, on two busy cores. */
const STORED_A_SECOND = 100;
const PATIENCE_MILLISECONDS = 5 * MINUTE;

/** So many one-off schedules that are due in one minute, evenly: until all have fired, from the due index on. */
export async function burst(cloud: LocalCloud, count = 10_000): Promise<string[][]> {
  const events = await collectFired(cloud);
  const storedBy = Date.now() + (count / STORED_A_SECOND) * 1000;
  // A minute that no window reaches into before all of them are stored.
  const minute = (Math.ceil(storedBy / MINUTE) + LEAD + 1) * MINUTE;
  await storeOneOffs(Array.from({ length: count }, (_, i) => minute + Math.floor((i * MINUTE) / count)));
  if (Date.now() > minute - (LEAD + 1) * MINUTE)
    throw new Error('The schedules were not stored in time: the machine is too busy.');

  const stored = processorTime();
  await setTimeout(minute - Date.now());
  const before = processorTime();
  const waiting = { count, until: minute + MINUTE, patience: PATIENCE_MILLISECONDS };
  let after = before;
  const fired = await allFired(cloud, events, waiting, () => {
    after = processorTime();
  });

  const decidedBy = Math.max(...fired.decided.map(({ settledAt }) => settledAt));
  const onTheBusBy = Math.max(...fired.arrivals.map(({ arrivedAt }) => arrivedAt));
  const seconds = (at: number) => `${((at - minute) / 1000).toFixed(1)} s after the minute began`;
  return [
    [`${count} due in one minute: the last one decided`, seconds(decidedBy)],
    ['the last ScheduleFired on the bus', seconds(onTheBusBy)],
    ['decided', drifts(fired.decided.map(({ plannedAt, settledAt }) => settledAt - plannedAt))],
    ['on the bus', drifts(fired.arrivals.map(({ plannedAt, arrivedAt }) => arrivedAt - Date.parse(plannedAt)))],
    ['lost, doubled', `${fired.losses}, ${fired.doubles}; rows missing in the history ${fired.missingRows}`],
    ['processor time before: handing out', between(stored, before)],
    ['processor time from the beginning of the minute to the last event', between(before, after)],
  ];
}

function between(before: ProcessorTime, after: ProcessorTime): string {
  const [engine, functions] = [after.engine - before.engine, after.functions - before.functions];
  const share = Math.round((100 * engine) / (engine + functions));
  return `engine ${engine.toFixed(1)} s (${share} %), functions ${functions.toFixed(1)} s`;
}

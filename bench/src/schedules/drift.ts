import { isInWindow } from '../../../services/scheduler/src/domain/window.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { allFired } from './all-fired.ts';
import { drifts } from './drifts.ts';
import { collectFired } from './fired-events.ts';
import { storeOneOffs } from './one-offs.ts';

/** A thousand of them last five minutes. */
const EVERY_MILLISECONDS = 300;
const STORING_MILLISECONDS = 30_000;
const PATIENCE_MILLISECONDS = 120_000;

/** So many one-off schedules, one every 300 ms: how late each is, when it is decided and when it is on the bus. */
export async function drift(cloud: LocalCloud, count = 1000): Promise<string[][]> {
  const events = await collectFired(cloud);
  const storedAt = new Date();
  const start = storedAt.getTime() + STORING_MILLISECONDS;
  const instants = Array.from({ length: count }, (_, i) => start + i * EVERY_MILLISECONDS);
  await storeOneOffs(instants);
  if (Date.now() > start) throw new Error('The schedules were not stored in time: the machine is too busy.');

  const until = instants.at(-1) ?? start;
  const fired = await allFired(cloud, events, { count, until, patience: PATIENCE_MILLISECONDS });
  // What is due so soon goes straight to the queue when it is stored, and the rest by way of the due index.
  const soon = ({ plannedAt }: { plannedAt: number }) => isInWindow(new Date(plannedAt).toISOString(), storedAt);
  const late = fired.decided.map(({ plannedAt, settledAt }) => ({ plannedAt, drift: settledAt - plannedAt }));
  const onTheBus = fired.arrivals.map(({ plannedAt, arrivedAt }) => arrivedAt - Date.parse(plannedAt));
  const rows = [
    [`decided, ${late.length} of ${count} one-off schedules`, drifts(late.map((one) => one.drift))],
    ['ScheduleFired on the bus', drifts(onTheBus)],
  ];
  const [straight, byIndex] = [late.filter(soon), late.filter((one) => !soon(one))];
  for (const [way, some] of [
    ['sent to the queue when they were stored', straight],
    ['handed out from the due index', byIndex],
  ] as const) {
    if (some.length > 0) rows.push([`decided, ${some.length} ${way}`, drifts(some.map((one) => one.drift))]);
  }
  rows.push(['lost, doubled', `${fired.losses}, ${fired.doubles}; rows missing in the history ${fired.missingRows}`]);
  return rows;
}

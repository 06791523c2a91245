import { type Log, metrics } from '@libs/observability';
import { originalsShelf, renditionsShelf } from './shelves.ts';
import { sweepCopies } from './sweep-copies.ts';
import { sweepObjects } from './sweep-objects.ts';
import { sweepPictures } from './sweep-pictures.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';
import { Tally } from './tally.ts';

/** So many failures are told one by one: what keeps one thing back mostly keeps back many. */
const TOLD = 10;

/**
 * Puts in order what uploads that never came, processes that died and messages that were lost have left behind; a bounded part of it, from where
 * the run before ended. Each part may fail for itself, be done twice, and by two sweeps at once. What was found is logged, and counted as metrics.
 * @param now in epoch milliseconds
 * @throws AggregateError with all that went wrong, after everything has been tried
 */
export async function sweep({ now, log }: { readonly now: number; readonly log: Log }): Promise<void> {
  const tally = new Tally();
  const about = { tally, log, now };
  await tally.attempt(async () => sweepUnfinished(about));
  await tally.attempt(async () => sweepObjects(originalsShelf, about));
  await tally.attempt(async () => sweepObjects(renditionsShelf, about));
  await tally.attempt(async () => sweepCopies(about));
  await tally.attempt(async () => sweepPictures(about));

  for (const [name, count] of Object.entries(tally.counts)) metrics.addMetric(name, 'Count', count);
  log.info('swept', { ...tally.counts, failures: tally.failures.length });
  for (const error of tally.failures.slice(0, TOLD)) log.error('not swept', { error });
  if (tally.failures.length > 0) throw new AggregateError(tally.failures, 'A part of the sweep failed');
}

import { queue } from '@libs/handler';
import { metrics } from '@libs/observability';
import { DueOccurrence } from '../contract/due.ts';
import { fire } from '../firing/fire.ts';

/** Settles an occurrence at its time. */
export const handler = queue(DueOccurrence, async ({ body, log, signal }, run = fire) => {
  const { settled = [] } = await run(body, { clock: () => new Date(), signal, log });
  const fired = settled.filter(({ outcome }) => outcome === 'fired');
  for (const { plannedAt, settledAt } of fired) {
    metrics.addMetric('Drift', 'Milliseconds', Date.parse(settledAt) - Date.parse(plannedAt));
  }
  metrics.addMetric('OccurrencesFired', 'Count', fired.length);
  metrics.addMetric('OccurrencesSkipped', 'Count', settled.length - fired.length);
});

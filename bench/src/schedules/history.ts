import type { LocalCloud } from '../local-cloud.ts';
import { itemsOf } from '../items-of.ts';

/** A row of the history of schedules. Epoch milliseconds. */
export interface Decided {
  readonly occurrenceId: string;
  readonly plannedAt: number;
  readonly settledAt: number;
}

/** The history of all schedules. */
export async function history({ endpoint }: LocalCloud): Promise<Decided[]> {
  const rows: Decided[] = [];
  for await (const item of itemsOf(endpoint, 'scheduler-local')) {
    const of = (name: string) => item[name]?.S ?? '';
    if (of('__edb_e__') !== 'occurrence') continue;
    const [plannedAt, settledAt] = [Date.parse(of('plannedAt')), Date.parse(of('settledAt'))];
    rows.push({ occurrenceId: of('occurrenceId'), plannedAt, settledAt });
  }
  return rows;
}

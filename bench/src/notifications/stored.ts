import { itemsOf } from '../items-of.ts';

/** What lies in the table, counted. */
export interface Stored {
  /** Entries of the inbox by person and title. */
  readonly entries: ReadonlyMap<string, number>;
  /** Deliveries by channel and state: `email sent`. */
  readonly deliveries: ReadonlyMap<string, number>;
}

export async function stored(endpoint: string): Promise<Stored> {
  const [entries, deliveries] = [new Map<string, number>(), new Map<string, number>()];
  for await (const item of itemsOf(endpoint, 'notifications-local')) {
    const of = (name: string) => item[name]?.S ?? '';
    if (of('__edb_e__') === 'notification') add(entries, `${of('userId')} ${of('title')}`);
    if (of('__edb_e__') === 'delivery') add(deliveries, `${of('channel')} ${of('state')}`);
  }
  return { entries, deliveries };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** What lies in the table, counted. */
export interface Stored {
  /** Entries of the inbox by person and title. */
  readonly entries: ReadonlyMap<string, number>;
  /** Deliveries by channel and state: `email sent`. */
  readonly deliveries: ReadonlyMap<string, number>;
}

/** Reads the whole table: for a benchmark alone. */
export async function stored(endpoint: string): Promise<Stored> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const [entries, deliveries] = [new Map<string, number>(), new Map<string, number>()];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: 'notifications-local' })) {
    for (const item of Items) {
      const of = (name: string) => item[name]?.S ?? '';
      if (of('__edb_e__') === 'notification') add(entries, `${of('userId')} ${of('title')}`);
      if (of('__edb_e__') === 'delivery') add(deliveries, `${of('channel')} ${of('state')}`);
    }
  }
  client.destroy();
  return { entries, deliveries };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '@libs/local-cloud';
import { type Capacity, meter } from './meter.ts';
import type { Record } from './record.ts';
import { serviceTable } from './service-table.ts';

/** What one operation consumed. */
export interface Recorded extends Capacity {
  readonly operation: string;
}

export type Measured = (record: Record) => Promise<void>;

/**
 * Runs operations of services on an engine of its own, each service on a table as its template has it.
 * @param services each is loaded when the environment names its table
 */
export async function measureCapacity<Service extends string>(
  services: Readonly<Partial<{ [Name in Service]: () => Promise<Measured> }>>,
): Promise<Map<Service, Recorded[]>> {
  const engine = await startEngine({ running: '' });
  const measured = new Map<Service, Recorded[]>();
  try {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = { endpoint: engine.endpoint, region: 'eu-central-1', credentials };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: client.endpoint,
      AWS_REGION: client.region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      POWERTOOLS_LOG_LEVEL: 'SILENT',
    });
    const { dynamoDB } = await import('@libs/data');
    const { taken } = meter(dynamoDB());
    const tables = new DynamoDBClient(client);
    for (const [service, load] of Object.entries(services) as [Service, () => Promise<Measured>][]) {
      const TableName = `${service}-capacity`;
      await tables.send(
        new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...serviceTable(service) }),
      );
      // Read when the repositories are imported, hence before.
      process.env['TABLE_NAME'] = TableName;
      const recorded: Recorded[] = [];
      await (await load())(async (operation, act) => {
        taken();
        await act();
        recorded.push({ operation, ...taken() });
      });
      measured.set(service, recorded);
    }
    tables.destroy();
  } finally {
    await engine.stop();
  }
  return measured;
}
